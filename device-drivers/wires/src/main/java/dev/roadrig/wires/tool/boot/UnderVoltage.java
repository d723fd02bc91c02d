package dev.roadrig.wires.tool.boot;

import dev.roadrig.wires.tool.Figure;
import dev.roadrig.wires.tool.ResultDraft;
import dev.roadrig.wires.tool.Row;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Raspberry Pi's under-voltage by the kernel's lines: an episode from "detected" to "normalised". */
final class UnderVoltage {
    private static final Pattern LINE = Pattern.compile(
            "\\[ *+([0-9]++\\.[0-9]{6})\\] (?:hwmon hwmon[0-9]++: )?+(?:(Under-voltage detected!)(?: \\((0x[0-9a-f]++)\\))?|Voltage normalised)");

    private UnderVoltage() {}

    static void read(ResultDraft draft) {
        double since = Double.NaN;
        int episodes = 0;
        for (String line : draft.text().lines()) {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.find()) {
                continue;
            }
            double stamp = ResultDraft.number(matcher.group(1));
            if (matcher.group(2) != null) {
                since = stamp;
                episodes++;
                if (matcher.group(3) != null && !draft.stated("undervoltage")) {
                    draft.fact("undervoltage", matcher.group(3));
                }
            } else if (!Double.isNaN(since)) {
                // Stamps are whole microseconds.
                double seconds = Math.round((stamp - since) * 1e6) / 1e6;
                draft.row(new Row("under-voltage", "episode " + episodes, "", "", new Figure("length", seconds, "s")));
                since = Double.NaN;
            }
        }
        if (episodes > 0) {
            draft.figure("episodes", episodes, "");
        }
    }
}
