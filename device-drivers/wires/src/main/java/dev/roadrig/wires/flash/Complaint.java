package dev.roadrig.wires.flash;

import java.util.List;
import java.util.regex.Pattern;

/** The line of a tool's output that says best why it failed. */
final class Complaint {
    /** As rauc ("LastError:"), swupdate ("[ERROR]"), fastboot ("FAILED (remote: ...)") and most scripts have it. */
    private static final Pattern TELLING = Pattern.compile("(?i)LastError|\\berror\\b|\\bfail(ed|ure)?\\b|no space");

    private Complaint() {}

    /** That line, else the last one; in words where there is none. */
    static String of(String output) {
        List<String> lines = output.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        if (lines.isEmpty()) {
            return "it said nothing.";
        }
        return lines.stream()
                .filter(line -> TELLING.matcher(line).find())
                .reduce((a, b) -> b)
                .orElse(lines.get(lines.size() - 1));
    }
}
