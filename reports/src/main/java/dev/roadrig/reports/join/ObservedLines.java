package dev.roadrig.reports.join;

import dev.roadrig.reports.join.RunTable.At;
import dev.roadrig.reports.observe.ConsoleAnswer;
import dev.roadrig.reports.observe.ConsoleReading;
import dev.roadrig.reports.observe.ConsoleSaid;
import dev.roadrig.scenarios.observe.Observers;
import dev.roadrig.scenarios.observe.ObserversFile;
import dev.roadrig.scenarios.record.v1.ConsoleBytes;
import dev.roadrig.scenarios.record.v1.RunStart;
import dev.roadrig.scenarios.record.v1.Telemetry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A record's console under its observers, for the join. */
final class ObservedLines {
    private final Observers observers;
    private final ConsoleReading reading;
    private final List<At<Telemetry>> readings = new ArrayList<>();

    private ObservedLines(Observers observers, RunStart start, long driveStartNanos) {
        this.observers = observers;
        reading = new ConsoleReading(
                observers, start, driveStartNanos, (nanos, sweep) -> readings.add(new At<>(nanos, sweep)));
    }

    /** @param mended in place of those that the record holds */
    static ObservedLines of(
            RunStart start, Optional<Observers> mended, List<At<ConsoleBytes>> console, Optional<Long> driveStart) {
        Observers observers = mended.orElseGet(() ->
                ObserversFile.parse("the observers in the record of " + start.getRunId(), start.getObserversYaml()));
        var lines = new ObservedLines(observers, start, driveStart.orElse(Long.MAX_VALUE));
        if (!observers.console().isEmpty()) {
            lines.read(console);
        }
        return lines;
    }

    private void read(List<At<ConsoleBytes>> console) {
        long last = 0;
        for (At<ConsoleBytes> chunk : console) {
            if (chunk.message().getDirection() == ConsoleBytes.Direction.FROM_BOARD) {
                reading.take(
                        chunk.nanos(),
                        late(chunk.message()),
                        chunk.message().getData().toByteArray());
                last = chunk.nanos();
            }
        }
        reading.finish(last);
    }

    private static OptionalLong late(ConsoleBytes chunk) {
        return chunk.hasStampLateNs() ? OptionalLong.of(Math.max(0, chunk.getStampLateNs())) : OptionalLong.empty();
    }

    /** Whether lines are the board's answers; then no other wire's are. */
    boolean giveAnswers() {
        return observers.giveResults();
    }

    List<ConsoleAnswer> answers() {
        return reading.answers();
    }

    /** When each line came that was meant as an answer and could not be read. */
    List<Long> unreadable() {
        return reading.unreadable();
    }

    /** Readings of the board's lines among those of its meters. */
    List<At<Telemetry>> with(List<At<Telemetry>> sweeps) {
        List<At<Telemetry>> all = new ArrayList<>(sweeps);
        all.addAll(readings);
        return all;
    }

    /** @param others answers over another wire */
    Optional<ConsoleSaid> said(int others, ResultJoin joined) {
        if (observers.console().isEmpty()) {
            return Optional.empty();
        }
        boolean answers = giveAnswers();
        return Optional.of(new ConsoleSaid(
                reading.patterns(),
                reading.floor(),
                answers ? others : 0,
                answers ? joined.unmatched() : 0,
                answers ? joined.doublyMatched() : 0));
    }
}
