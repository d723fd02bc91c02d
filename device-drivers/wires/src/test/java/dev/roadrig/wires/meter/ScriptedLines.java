package dev.roadrig.wires.meter;

import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import java.time.Duration;
import java.util.List;

/** A meter's program that writes given lines, one a period, and then nothing more. */
public final class ScriptedLines implements LineSource {
    private final Ticker ticker;
    private final Duration period;
    private final List<String> lines;

    /** @param lines an empty one is a period in which none comes */
    public ScriptedLines(Ticker ticker, Duration period, String... lines) {
        this.ticker = ticker;
        this.period = period;
        this.lines = List.of(lines);
    }

    @Override
    public AutoCloseable start(Hearing hearing, Deadline deadline) {
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!line.isEmpty()) {
                var unused = ticker.at(
                        ticker.nanos() + (i + 1) * period.toNanos(), () -> hearing.line(ticker.nanos(), line));
            }
        }
        return () -> {};
    }
}
