package dev.roadrig.wires.tool.tflite;

import static dev.roadrig.wires.tool.ToolText.NUMBER;

import dev.roadrig.wires.tool.Figure;
import dev.roadrig.wires.tool.ResultDraft;
import dev.roadrig.wires.tool.Row;
import dev.roadrig.wires.tool.ToolText;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tables of {@code --enable_op_profiling}: those of the measured runs, which come last. */
final class OperatorProfile {
    static final Pattern NODES = Pattern.compile("Number of nodes executed: ([0-9]++)");
    private static final Pattern OF_INITIALISATION = Pattern.compile("^Profiling Info for Benchmark Initialization:");
    private static final Pattern OF_RUNS = Pattern.compile("Profiling Info for Regular Benchmark Runs:");
    private static final Pattern RUN_ORDER = Pattern.compile("^=+ Run Order =+");
    static final Pattern BY_TYPE = Pattern.compile("^=+ Summary by node type =+");
    private static final Pattern HEADER = Pattern.compile("\\[avg ([a-z]++)\\]");
    private static final String CELL = "\\s++([0-9.]++)";
    private static final Pattern TYPE = Pattern.compile(
            "^\\s*+(\\S(?:.{0,200}?\\S)??)\\s++([0-9]++)" + CELL + CELL + "%" + CELL + "%" + CELL + "\\s++([0-9]++)$");
    private static final Pattern NODE = Pattern.compile("^\\s*+(\\S(?:.{0,200}?\\S)??)" + CELL + CELL + CELL + CELL
            + "%" + CELL + "%" + CELL + "\\s++([0-9]++)\\s++(\\S.*)$");
    private static final Pattern TOTAL =
            Pattern.compile("^Timings \\(microseconds\\): count=([0-9]++) .*\\bavg=" + NUMBER);

    private OperatorProfile() {}

    /** Whether there is a table of operators. */
    static boolean read(ResultDraft draft) {
        ToolText text = ofMeasuredRuns(draft.text());
        int summary = text.lastLine(BY_TYPE);
        if (summary < 0) {
            return false;
        }
        int order = text.lastLine(RUN_ORDER);
        if (order >= 0 && order < summary) {
            rows(draft, text.from(order), NODE, "layer");
        }
        rows(draft, text.from(summary), TYPE, "operator");
        int nodes = text.lastLine(NODES);
        if (nodes >= 0) {
            draft.figure("nodes_executed", text.lines().get(nodes).replaceFirst(".*: ", ""), "");
        }
        text.from(summary).first(TOTAL).ifPresent(match -> {
            draft.figure("profiled_avg", match.group(2), "us");
            draft.figure("profiled_count", match.group(1), "");
        });
        draft.note("The profiler was built in: it slows every operator down.");
        return true;
    }

    /** The first tables are of the initialisation; where the text ends with those there is no profile of runs. */
    private static ToolText ofMeasuredRuns(ToolText text) {
        int runs = text.firstLine(OF_RUNS);
        int initialisation = text.firstLine(OF_INITIALISATION);
        return runs >= 0 ? text.from(runs) : initialisation >= 0 ? text.before(initialisation) : text;
    }

    private static void rows(ResultDraft draft, ToolText table, Pattern pattern, String kind) {
        String unit = "";
        for (String line : table.lines()) {
            Matcher header = HEADER.matcher(line);
            if (header.find()) {
                unit = header.group(1);
                continue;
            }
            Matcher row = pattern.matcher(line);
            if (row.find()) {
                draft.row(
                        kind.equals("layer") ? layer(row.toMatchResult(), unit) : operator(row.toMatchResult(), unit));
            } else if (!unit.isEmpty()) {
                return;
            }
        }
    }

    private static Row operator(MatchResult row, String unit) {
        return new Row(
                "operator",
                row.group(1),
                where(row.group(1)),
                "",
                figure("count", row.group(2), ""),
                figure("avg", row.group(3), unit),
                figure("pct", row.group(4), ""),
                figure("times_called", row.group(7), ""));
    }

    private static Row layer(MatchResult row, String unit) {
        return new Row(
                "layer",
                row.group(9),
                where(row.group(1)),
                row.group(1),
                figure("first", row.group(3), unit),
                figure("avg", row.group(4), unit),
                figure("pct", row.group(5), ""),
                figure("times_called", row.group(8), ""));
    }

    private static Figure figure(String name, String printed, String unit) {
        return new Figure(name, ResultDraft.number(printed), unit);
    }

    /** A delegate is a node of the graph, and its name is the node's type; all others are the CPU's. */
    private static String where(String type) {
        return type.endsWith("Delegate") ? type : "CPU";
    }
}
