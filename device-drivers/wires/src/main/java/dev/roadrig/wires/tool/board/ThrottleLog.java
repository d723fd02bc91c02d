package dev.roadrig.wires.tool.board;

import dev.roadrig.wires.tool.Figure;
import dev.roadrig.wires.tool.Measured;
import dev.roadrig.wires.tool.NotUnderstood;
import dev.roadrig.wires.tool.ResultDraft;
import dev.roadrig.wires.tool.Row;
import dev.roadrig.wires.tool.Tool;
import dev.roadrig.wires.tool.ToolReader;
import dev.roadrig.wires.tool.ToolResult;
import dev.roadrig.wires.tool.ToolText;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The kernel's lines of thermal throttling: one event is told by every CPU that shares the sensor, with one count. */
public final class ThrottleLog implements ToolReader {
    private static final Pattern LINE =
            Pattern.compile("CPU([0-9]++): (Core|Package) temperature above threshold, cpu clock"
                    + " throttled \\(total events = ([0-9]++)\\)");

    @Override
    public Tool tool() {
        return Tool.THROTTLE_LOG;
    }

    @Override
    public boolean knows(ToolText text) {
        return text.has(LINE);
    }

    @Override
    public ToolResult read(ToolText text) {
        List<MatchResult> lines = text.all(LINE);
        if (lines.isEmpty()) {
            throw NotUnderstood.foreign(tool(), text);
        }
        var draft = new ResultDraft(tool(), text);
        for (String kind : List.of("Core", "Package")) {
            lines.stream()
                    .filter(line -> line.group(2).equals(kind))
                    .mapToDouble(line -> ResultDraft.number(line.group(3)))
                    .max()
                    .ifPresent(most -> draft.figure(kind.toLowerCase(Locale.ROOT) + "_events", most, ""));
        }
        draft.figure(
                "max_events",
                lines.stream()
                        .mapToDouble(line -> ResultDraft.number(line.group(3)))
                        .max()
                        .orElseThrow(),
                "");
        draft.fact("cpus", lines.stream().map(line -> line.group(1)).distinct().collect(Collectors.joining(",")));
        lines.forEach(line -> draft.row(new Row(
                "event",
                "CPU" + line.group(1),
                line.group(2),
                "",
                new Figure("events", ResultDraft.number(line.group(3)), ""))));
        return draft.as(new Measured("throttling since boot as the kernel counts it, core and package apart"));
    }
}
