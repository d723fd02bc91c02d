package dev.roadrig.wires.tool.tflite;

import static dev.roadrig.wires.tool.ToolText.NUMBER;

import dev.roadrig.wires.tool.ResultDraft;
import dev.roadrig.wires.tool.ToolText;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The line {@code count= first= curr= min= max= avg= std=} of the measured runs, in microseconds. A warm-up writes the same
 * form, so the line before the timings is taken only when its mean is theirs.
 */
final class CountLine {
    private static final Pattern LINE = Pattern.compile("^(?:INFO: )?(count=[0-9]++ .*)$");
    private static final Pattern PART = Pattern.compile("\\b([a-z0-9]++)=" + NUMBER);

    private CountLine() {}

    static void read(ResultDraft draft, ToolText before, String mean) {
        List<MatchResult> lines = before.all(LINE);
        if (lines.isEmpty()) {
            draft.note("The line 'count=' of the measured runs is missing: how many there were is not known.");
            return;
        }
        String line = lines.get(lines.size() - 1).group(1);
        if (!mean.equals(part(line, "avg")) && !mean.equals(part(line, "curr"))) {
            draft.note("The last line 'count=' before the timings is of the warm-up: how many runs were measured is not"
                    + " known.");
            return;
        }
        Matcher parts = PART.matcher(line);
        while (parts.find()) {
            switch (parts.group(1)) {
                case "count" -> draft.figure("count", parts.group(2), "");
                case "min", "max", "std", "median", "p5", "p95" -> draft.figure(parts.group(1), parts.group(2), "us");
                default -> {
                    // first, curr and avg are in the timings, or of one run
                }
            }
        }
    }

    private static String part(String line, String name) {
        Matcher parts = PART.matcher(line);
        while (parts.find()) {
            if (parts.group(1).equals(name)) {
                return parts.group(2);
            }
        }
        return "";
    }
}
