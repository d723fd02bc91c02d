package dev.roadrig.wires.tool.onnxruntime;

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
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** ONNX Runtime's own log at verbose level: which provider took which nodes; or its profile as JSON records. */
public final class RuntimeLog implements ToolReader {
    private static final Pattern PLACED =
            Pattern.compile("Node\\(s\\) placed on \\[([A-Za-z0-9_]++)\\]\\. Number of nodes: ([0-9]++)$");
    private static final Pattern ALL_PLACED =
            Pattern.compile("All nodes placed on \\[([A-Za-z0-9_]++)\\](?:\\. Number of nodes: ([0-9]++))?+");
    private static final Pattern PARTITIONS =
            Pattern.compile("number of partitions supported by [A-Za-z]++: ([0-9]++)$");
    private static final Pattern GRAPH_NODES = Pattern.compile("number of nodes in the graph: ([0-9]++)$");
    private static final Pattern SUPPORTED = Pattern.compile("number of nodes supported by [A-Za-z]++: ([0-9]++)$");
    private static final Pattern NO_KERNEL = Pattern.compile("kernel not found in registries for Op type: (\\S++)");
    private static final Pattern NOT_PREFERRED =
            Pattern.compile("Some nodes were not assigned to the preferred execution providers");
    private static final Pattern RECORD =
            Pattern.compile("\"cat\"\\s*+:\\s*+\"([A-Za-z]++)\"[^{}]{0,200}?\"dur\"\\s*+:\\s*+"
                    + "([0-9]++)[^{}]{0,200}?\"name\"\\s*+:\\s*+\"([^\"]{1,500})\"");

    @Override
    public Tool tool() {
        return Tool.ONNXRUNTIME_LOG;
    }

    @Override
    public boolean knows(ToolText text) {
        return text.has(PLACED)
                || text.has(ALL_PLACED)
                || text.has(PARTITIONS)
                || text.has(NO_KERNEL)
                || text.has(NOT_PREFERRED)
                || text.has(RECORD);
    }

    @Override
    public ToolResult read(ToolText text) {
        if (!knows(text)) {
            throw NotUnderstood.foreign(tool(), text);
        }
        var draft = new ResultDraft(tool(), text);
        for (MatchResult match : text.all(PLACED)) {
            draft.row(placed(match.group(1), match.group(2)));
        }
        text.first(ALL_PLACED)
                .ifPresent(match -> draft.row(
                        match.group(2) == null
                                ? new Row("provider", match.group(1), match.group(1), "all nodes")
                                : placed(match.group(1), match.group(2))));
        draft.figure("partitions", PARTITIONS, "");
        draft.figure("graph_nodes", GRAPH_NODES, "");
        draft.figure("supported", SUPPORTED, "");
        draft.fact("no_kernel_op", NO_KERNEL);
        if (text.has(NOT_PREFERRED)) {
            draft.fact("partial_assignment", "true");
            draft.note("Some nodes run on another provider than the preferred one.");
        }
        return records(draft)
                ? draft.as(new Measured("time of each profiled event", "profiler on"))
                : draft.as(new Measured("which provider took how many nodes; nothing was timed"));
    }

    private static Row placed(String provider, String nodes) {
        return new Row("provider", provider, provider, "", new Figure("nodes", ResultDraft.number(nodes), ""));
    }

    private static boolean records(ResultDraft draft) {
        boolean any = false;
        for (String line : draft.text().lines()) {
            Matcher record = RECORD.matcher(line);
            while (record.find()) {
                any = true;
                draft.row(new Row(
                        "event",
                        record.group(3),
                        "",
                        record.group(1),
                        List.of(new Figure("dur", ResultDraft.number(record.group(2)), "us"))));
            }
        }
        return any;
    }
}
