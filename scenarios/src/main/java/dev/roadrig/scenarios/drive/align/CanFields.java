package dev.roadrig.scenarios.drive.align;

import dev.roadrig.scenarios.drive.v1.CanFrame;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds the speed on a CAN bus without a description of it: of all 16-bit fields at whole bytes, in both byte orders, the
 * one that looks most like the satellites' speed, whatever its scale. Looks at the first 2 million frames with data.
 */
public final class CanFields {
    private static final int MOST_FRAMES = 2_000_000;
    private static final int LEAST_FRAMES = 20;
    private static final double CORRELATION = 0.9;
    private static final double ROUGHEST = 0.3;
    private static final double AGREE_SECONDS = 0.3;
    private static final double WORSE = 3;
    private static final double ROUGHER = 2;
    private static final int MOST_AGREEING = 8;
    /** One sigma of how late a speed is when it comes on a bus, filtered by its control unit: no shift tells it apart. */
    private static final double SENSOR_DELAY_NANOS = 30e6;

    private final Map<String, CanColumn> columns = new TreeMap<>();
    private int frames;

    /** A field, and how it fits. */
    private record Found(CanColumn.Field field, Signal signal, ShiftSearch search, double step) {
        double shift() {
            // Signals of different identifiers begin at different stamps.
            return search.shift() * step + signal.originNanos() / 1e9;
        }
    }

    /** Takes a frame into account. */
    public void add(String bus, long localNanos, CanFrame frame) {
        if (frame.getError() || frame.getRemote() || frame.getData().size() < 2 || frames >= MOST_FRAMES) {
            return;
        }
        frames++;
        String id = String.format(Locale.ROOT, frame.getExtended() ? "%s id %08X" : "%s id %03X", bus, frame.getId());
        columns.computeIfAbsent(id, CanColumn::new).add(localNanos, frame.getData());
    }

    /** Aligns the bus's clock with a speed in UTC. */
    public Alignment align(SpeedReference speed) {
        Optional<Signal> reference = speed.metresPerSecond();
        if (reference.isEmpty()) {
            return Alignment.none("no satellites' speed to compare with");
        }
        List<CanColumn.Field> fields = columns.values().stream()
                .filter(column -> column.size() >= LEAST_FRAMES)
                .flatMap(column -> column.fields().stream())
                .toList();
        var search =
                new SignalAlignment(reference.get(), SpeedReference.demand(CORRELATION, Math.max(1, fields.size())));
        List<Found> found = new ArrayList<>();
        for (CanColumn.Field field : fields) {
            field.signal().ifPresent(signal -> {
                SignalAlignment.Coarse coarse = search.coarse(signal);
                if (isSmooth(coarse.seen())) {
                    found.add(new Found(field, signal, coarse.search(), coarse.step()));
                }
            });
        }
        String against = " against " + speed.name();
        found.sort(
                Comparator.comparingDouble((Found f) -> f.search.correlation()).reversed());
        if (found.isEmpty()) {
            return Alignment.none("no field of 16 bits on the bus varies smoothly");
        }
        List<Found> agreeing = agreeing(found);
        Alignment best = search.of(agreeing.get(0).signal, agreeing.get(0).field.name() + against);
        return best.isAligned() ? together(best, agreeing.subList(1, agreeing.size()), search) : best;
    }

    /**
     * The fields that look alike about as well as the best one and say the same, such as four wheels, the calmest first. A
     * field that mixes bytes of two others is not calm from sample to sample, whatever its means are.
     */
    private static List<Found> agreeing(List<Found> found) {
        Found best = found.get(0);
        List<Found> alike = found.stream()
                .filter(other -> rest(other) <= WORSE * rest(best))
                .filter(other -> Math.abs(other.shift() - best.shift()) <= AGREE_SECONDS)
                .sorted(Comparator.comparingDouble(other -> other.signal.roughness()))
                .toList();
        double calmest = alike.get(0).signal.roughness();
        return alike.stream()
                .filter(other -> other.signal.roughness() <= ROUGHER * calmest)
                .limit(MOST_AGREEING)
                .toList();
    }

    private static double rest(Found found) {
        return 1 - Math.pow(found.search.correlation(), 2);
    }

    /** The median of fields that agree; what they differ by, and what they are all late by, is in the residual. */
    private static Alignment together(Alignment one, List<Found> others, SignalAlignment search) {
        long at = one.clock().orElseThrow().localNanos();
        List<Long> offsets = new ArrayList<>(List.of(one.clock().orElseThrow().offset(at)));
        for (Found other : others) {
            search.of(other.signal, "").clock().ifPresent(clock -> offsets.add(clock.offset(at)));
        }
        Collections.sort(offsets);
        long median = offsets.get(offsets.size() / 2);
        double squares = 0;
        for (long offset : offsets) {
            double apart = offset - median;
            squares += apart * apart;
        }
        double spread = offsets.size() < 2 ? 0 : squares / (offsets.size() - 1);
        double sigma = Math.hypot((double) one.residualNanos(), Math.hypot(Math.sqrt(spread), SENSOR_DELAY_NANOS));
        String method = offsets.size() == 1 ? one.method() : one.method() + ", median of " + offsets.size() + " fields";
        return Alignment.found(
                method,
                one.points(),
                new ClockMap(at, at + median, one.clock().orElseThrow().skew()),
                Math.round(sigma),
                one.skewNote());
    }

    /** Whether neighbours differ by little: counters, checksums and noise do not. */
    private static boolean isSmooth(double[] cells) {
        double steps = 0;
        double squares = 0;
        for (int i = 1; i < cells.length; i++) {
            double step = cells[i] - cells[i - 1];
            if (!Double.isNaN(step)) {
                steps += step * step;
                squares += cells[i] * cells[i];
            }
        }
        return squares > 0 && steps < ROUGHEST * squares;
    }
}
