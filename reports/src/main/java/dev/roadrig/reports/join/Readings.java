package dev.roadrig.reports.join;

import dev.roadrig.reports.clock.BoardClock;
import dev.roadrig.reports.energy.Repeats;
import dev.roadrig.reports.join.RunTable.At;
import dev.roadrig.scenarios.record.v1.Reading;
import dev.roadrig.scenarios.record.v1.Telemetry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sensor readings on the timeline, with repeats marked. */
final class Readings {
    private Readings() {}

    /** A sweep without a stamp, or of a boot whose clock is not known, is placed at its arrival. NaN is no reading. */
    static List<ReadingRow> of(List<At<Telemetry>> sweeps, BoardClock clock) {
        Map<Sensor, List<Taken>> sensors = new LinkedHashMap<>();
        for (At<Telemetry> sweep : sweeps) {
            long nanos = onTimeline(sweep, clock);
            for (Reading r : sweep.message().getReadingsList()) {
                if (Double.isFinite(r.getValue())) {
                    sensors.computeIfAbsent(
                                    new Sensor(sweep.message().getMeter(), r.getName(), r.getQuantity()),
                                    s -> new ArrayList<>())
                            .add(new Taken(
                                    nanos,
                                    r.getValue(),
                                    r.getUpdateNs(),
                                    sweep.message().getMeanNs(),
                                    r.getBoardTotal()));
                }
            }
        }
        List<ReadingRow> rows = new ArrayList<>();
        sensors.forEach((sensor, taken) -> rows.addAll(rows(sensor, taken)));
        rows.sort(Comparator.comparingLong(ReadingRow::nanos));
        return rows;
    }

    private static long onTimeline(At<Telemetry> sweep, BoardClock clock) {
        if (sweep.message().getTakenNs() != 0) {
            return sweep.message().getTakenNs();
        }
        long stamp = sweep.message().getBoardNs();
        return stamp == 0
                ? sweep.nanos()
                : clock.epoch(sweep.message().getBootId(), sweep.nanos())
                        .map(e -> e.toTimeline(stamp))
                        .orElse(sweep.nanos());
    }

    private static List<ReadingRow> rows(Sensor sensor, List<Taken> taken) {
        taken.sort(Comparator.comparingLong(Taken::nanos));
        // Means follow on each other: none is another one read again.
        boolean[] repeated = taken.get(0).meanNanos() > 0
                ? new boolean[taken.size()]
                : Repeats.mark(
                        taken.stream().mapToLong(Taken::nanos).toArray(),
                        taken.stream().mapToDouble(Taken::value).toArray(),
                        taken.get(0).updateNanos());
        List<ReadingRow> rows = new ArrayList<>();
        for (int i = 0; i < repeated.length; i++) {
            Taken t = taken.get(i);
            rows.add(new ReadingRow(
                    t.nanos(),
                    sensor.name(),
                    sensor.quantity(),
                    t.value(),
                    repeated[i],
                    sensor.meter(),
                    t.meanNanos(),
                    t.boardTotal()));
        }
        return rows;
    }

    private record Sensor(String meter, String name, Reading.Quantity quantity) {}

    private record Taken(long nanos, double value, long updateNanos, long meanNanos, boolean boardTotal) {}
}
