package dev.roadrig.reports.observe;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.observe.LineObserver;
import dev.roadrig.scenarios.observe.LinePattern.Fit;
import dev.roadrig.scenarios.observe.LinePattern.Found;
import dev.roadrig.scenarios.observe.Observers;
import dev.roadrig.scenarios.record.v1.Reading;
import dev.roadrig.scenarios.record.v1.RunStart;
import dev.roadrig.scenarios.record.v1.Telemetry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Reads a run's console under its board's observers. Feed it in time order, then finish. */
public final class ConsoleReading {
    private final List<LineTally> tallies;
    private final LineValues values;
    private final ConsoleFloor floor;
    private final long driveStartNanos;
    private final LineCutter cutter = new LineCutter(this::line);
    private final List<ConsoleAnswer> answers = new ArrayList<>();
    private final List<Long> unreadable = new ArrayList<>();
    private final BiConsumer<Long, Telemetry> readings;

    /**
     * @param driveStartNanos answers before it are of no frame of the drive
     * @param readings takes readings, each with the moment at which its line's end came
     * @throws BadInput when the record joins results by what no line says
     */
    public ConsoleReading(
            Observers observers, RunStart start, long driveStartNanos, BiConsumer<Long, Telemetry> readings) {
        observers.unfitFor(start.getJoin()).ifPresent(why -> {
            throw new BadInput(why);
        });
        tallies = observers.console().stream().map(LineTally::new).toList();
        values = new LineValues(start.getModel().getLabelsList());
        floor = ConsoleFloor.of(start.getConsoleWire(), observers.delay());
        this.driveStartNanos = driveStartNanos;
        this.readings = readings;
    }

    /**
     * Bytes from the board.
     *
     * @param lateNanos how long before that they may have come at most; empty where the record does not say, and then no
     *     interval is widened for it
     */
    public void take(long nanos, OptionalLong lateNanos, byte[] bytes) {
        cutter.take(nanos, lateNanos, bytes);
    }

    /** No more comes; a line without an end is no line. */
    public void finish(long nanos) {
        cutter.finish(nanos);
    }

    /** Answers since the drive's start, in the order in which they came. */
    public List<ConsoleAnswer> answers() {
        return List.copyOf(answers);
    }

    /** When each line came that was meant as an answer of the drive and gave none, in order. */
    public List<Long> unreadable() {
        return List.copyOf(unreadable);
    }

    public ConsoleFloor floor() {
        return floor;
    }

    public List<PatternTally> patterns() {
        return tallies.stream().map(LineTally::total).toList();
    }

    private void line(ConsoleLine line) {
        Map<LineTally, Map<String, String>> fits = new HashMap<>();
        Map<String, Integer> said = new HashMap<>();
        for (LineTally tally : tallies) {
            Found found = tally.observer().pattern().in(line.text());
            if (found.fit() == Fit.TOO_COSTLY) {
                spoiled(tally, line, tally::costly);
            } else if (found.fit() == Fit.NONE || !line.ended()) {
                if (tally.observer().pattern().begins(line.text())) {
                    spoiled(tally, line, tally::cut);
                }
            } else {
                fits.put(tally, found.groups());
                int times = found.fit() == Fit.SEVERAL ? 2 : 1;
                things(tally.observer()).forEach(thing -> said.merge(thing, times, Integer::sum));
            }
        }
        for (LineTally tally : tallies) {
            Map<String, String> groups = fits.get(tally);
            if (groups == null) {
                continue;
            }
            if (things(tally.observer()).stream().anyMatch(thing -> said.getOrDefault(thing, 0) > 1)) {
                spoiled(tally, line, tally::twice);
            } else if (tally.observer().result()) {
                answer(tally, groups, line);
            } else {
                measure(tally, groups, line);
            }
        }
    }

    /** What a line of an observer says once: an answer, or a sensor's quantity. */
    private static List<String> things(LineObserver observer) {
        return observer.result()
                ? List.of("an answer")
                : observer.groups().stream()
                        .map(g -> g.meaning().word() + " of " + g.name())
                        .toList();
    }

    /** Before the drive no line is an answer of it, whatever it says. */
    private void spoiled(LineTally tally, ConsoleLine line, Consumer<ConsoleLine> how) {
        if (!tally.observer().result()) {
            how.accept(line);
        } else if (line.endNanos() < driveStartNanos) {
            tally.early();
        } else {
            how.accept(line);
            unreadable.add(line.endNanos());
        }
    }

    private void answer(LineTally tally, Map<String, String> groups, ConsoleLine line) {
        if (line.endNanos() < driveStartNanos) {
            tally.early();
            return;
        }
        Optional<ConsoleAnswer> answer = values.answer(tally.observer(), groups, line, floor);
        answer.ifPresentOrElse(
                a -> {
                    answers.add(a);
                    tally.taken(line);
                },
                () -> spoiled(tally, line, tally::unreadable));
    }

    private void measure(LineTally tally, Map<String, String> groups, ConsoleLine line) {
        Optional<List<Reading>> read = LineValues.readings(tally.observer(), groups);
        read.ifPresentOrElse(
                r -> {
                    readings.accept(
                            line.endNanos(),
                            Telemetry.newBuilder().addAllReadings(r).build());
                    tally.taken(line);
                },
                () -> spoiled(tally, line, tally::unreadable));
    }
}
