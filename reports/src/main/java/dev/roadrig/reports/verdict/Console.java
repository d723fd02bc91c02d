package dev.roadrig.reports.verdict;

import dev.roadrig.reports.join.RunTable;
import dev.roadrig.scenarios.fault.Evidence;
import dev.roadrig.scenarios.record.v1.ConsoleBytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The console as evidence. */
final class Console {
    private static final int LINES = 20;
    private static final int MOST_CHARACTERS = 4_000;

    /** What follows a death's first sign is its story: the registers, the reason, the restart. */
    private static final long AFTER_NANOS = 2_000_000_000L;

    private Console() {}

    /** The board's last lines until shortly after a moment. */
    static Evidence tail(RunTable run, long nanos) {
        long until = nanos > Long.MAX_VALUE - AFTER_NANOS ? Long.MAX_VALUE : nanos + AFTER_NANOS;
        var bytes = new ByteArrayOutputStream();
        run.console().stream()
                .filter(c -> c.nanos() <= until && c.message().getDirection() == ConsoleBytes.Direction.FROM_BOARD)
                .forEach(c -> bytes.writeBytes(c.message().getData().toByteArray()));
        List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
        String text = String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
        String shown = text.substring(Math.max(0, text.length() - MOST_CHARACTERS));
        return new Evidence("the console's last lines", shown.isEmpty() ? "(the console said nothing)" : shown);
    }
}
