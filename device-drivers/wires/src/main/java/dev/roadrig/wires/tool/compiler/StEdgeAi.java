package dev.roadrig.wires.tool.compiler;

import static dev.roadrig.wires.tool.ToolText.GROUPED;
import static dev.roadrig.wires.tool.ToolText.NUMBER_THEN;

import dev.roadrig.wires.tool.Figure;
import dev.roadrig.wires.tool.Measured;
import dev.roadrig.wires.tool.ResultDraft;
import dev.roadrig.wires.tool.Row;
import dev.roadrig.wires.tool.Tool;
import dev.roadrig.wires.tool.ToolReader;
import dev.roadrig.wires.tool.ToolResult;
import dev.roadrig.wires.tool.ToolText;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Reports of ST Edge AI Core, STM32Cube.AI before it, and X-CUBE-AI: counts of a network, by analysis. */
public final class StEdgeAi implements ToolReader {
    private static final Pattern CORE = Pattern.compile("^ST Edge AI Core v(\\S++)");
    private static final Pattern CUBE = Pattern.compile("^Neural Network Tools for STM32(?:AI| family) v(\\S++) \\(");
    private static final Pattern REPORT = Pattern.compile("^\\s*+Exec/report summary \\((\\w++)\\)");
    private static final Pattern MACC = Pattern.compile("^\\s*+macc\\s++:\\s++" + GROUPED);
    private static final Pattern WEIGHTS = Pattern.compile("^\\s*+weights \\(ro\\)\\s++:\\s++" + GROUPED + " B");
    private static final Pattern ACTIVATIONS =
            Pattern.compile("^\\s*+activations \\(rw\\)\\s++:\\s++" + GROUPED + " B");
    private static final Pattern RAM = Pattern.compile("^\\s*+ram \\(total\\)\\s++:\\s++" + GROUPED + " B");
    private static final Pattern PARAMETERS = Pattern.compile("^\\s*+params #\\s++:\\s++" + GROUPED + " items");
    private static final Pattern TARGET = Pattern.compile("^\\s*+target/series\\s++:\\s++(\\S++)");
    private static final Pattern ELAPSED = Pattern.compile("^elapsed time \\(\\w++\\): " + NUMBER_THEN + "s$");
    private static final Pattern COMPLEXITY = Pattern.compile("^\\s*+([0-9]++)\\s++(\\S++)\\s++\\|++\\s++" + NUMBER_THEN
            + "%\\s++\\|++\\s++" + NUMBER_THEN + "%\\s++\\[");

    @Override
    public Tool tool() {
        return Tool.ST_EDGE_AI;
    }

    @Override
    public boolean knows(ToolText text) {
        return text.has(CORE) || text.has(CUBE) || text.has(REPORT);
    }

    @Override
    public ToolResult read(ToolText text) {
        var draft = new ResultDraft(tool(), text);
        draft.version(CUBE);
        draft.version(CORE);
        draft.figure("macc", draft.required(MACC, "line 'macc : N'").group(1), "");
        draft.figure(
                "weights", draft.required(WEIGHTS, "line 'weights (ro) : N B'").group(1), "B");
        draft.figure(
                "activations",
                draft.required(ACTIVATIONS, "line 'activations (rw) : N B'").group(1),
                "B");
        draft.figure("ram", RAM, "B");
        draft.figure("params", PARAMETERS, "");
        draft.figure("elapsed", ELAPSED, "s");
        draft.fact("target", TARGET);
        for (MatchResult match : text.all(COMPLEXITY)) {
            draft.row(new Row(
                    "layer",
                    match.group(2),
                    "",
                    match.group(1),
                    new Figure("macc", ResultDraft.number(match.group(3)), "%"),
                    new Figure("rom", ResultDraft.number(match.group(4)), "%")));
        }
        if (text.has("Shell execution has FAILED")) {
            draft.note(
                    "A command of the tool failed while it sized the runtime's code: sizes of the runtime are missing.");
        }
        boolean within = text.has("buffers are allocated in the activations")
                || text.has("buffers can be used from the activations");
        return draft.as(
                within
                        ? new Measured(
                                "counts by analysis; nothing was run", "inputs and outputs lie in the activations")
                        : new Measured(
                                "counts by analysis; nothing was run", "inputs and outputs beside the activations"));
    }
}
