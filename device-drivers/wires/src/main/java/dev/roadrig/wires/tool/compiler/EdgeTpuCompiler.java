package dev.roadrig.wires.tool.compiler;

import dev.roadrig.wires.tool.Figure;
import dev.roadrig.wires.tool.Measured;
import dev.roadrig.wires.tool.NotUnderstood;
import dev.roadrig.wires.tool.ResultDraft;
import dev.roadrig.wires.tool.Row;
import dev.roadrig.wires.tool.Tool;
import dev.roadrig.wires.tool.ToolReader;
import dev.roadrig.wires.tool.ToolResult;
import dev.roadrig.wires.tool.ToolText;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The Edge TPU compiler's summary, with its operation log where that is in the text. */
public final class EdgeTpuCompiler implements ToolReader {
    private static final Pattern VERSION = Pattern.compile("Edge TPU Compiler version ([0-9]++(?:\\.[0-9]++)++)");
    private static final Pattern ON_TPU =
            Pattern.compile("Number of operations that will run on Edge TPU: ([0-9]++)(?![.,])");
    private static final Pattern ON_CPU =
            Pattern.compile("Number of operations that will run on CPU: ([0-9]++)(?![.,])");
    private static final Pattern TOTAL = Pattern.compile("Total number of operations: ([0-9]++)$");
    private static final Pattern SUBGRAPHS = Pattern.compile("Number of Edge TPU subgraphs: ([0-9]++)$");
    private static final Pattern COMPILED = Pattern.compile("Model compiled successfully in ([0-9]++) ms");
    private static final Pattern ON_CHIP = memory("On-chip memory used for caching");
    private static final Pattern OFF_CHIP = memory("Off-chip memory used for streaming uncached");
    private static final Pattern HEAD = Pattern.compile("Operator\\s++Count\\s++Status");
    private static final Pattern OPERATION =
            Pattern.compile("([A-Z][A-Z0-9_]++)\\s++([0-9]++)\\s++([A-Z]\\S*+ \\S.*)$");
    private static final Pattern CUSTOM = Pattern.compile("^ERROR: Encountered unresolved custom op: (\\w++)");
    private static final Pattern NODE = Pattern.compile("Node number ([0-9]++) \\((\\w++)\\) failed to prepare");
    private static final Pattern REASON = Pattern.compile("^Compilation failed: (\\S.*)$");
    private static final String MAPPED = "Mapped to Edge TPU";

    private static Pattern memory(String words) {
        return Pattern.compile(words + " model parameters: ([0-9]++(?:\\.[0-9]++)?+)(B|KiB|MiB)");
    }

    @Override
    public Tool tool() {
        return Tool.EDGETPU_COMPILER;
    }

    @Override
    public boolean knows(ToolText text) {
        return text.has(VERSION) || text.has(ON_TPU) || text.has(HEAD);
    }

    @Override
    public ToolResult read(ToolText text) {
        if (!knows(text)) {
            throw NotUnderstood.foreign(tool(), text);
        }
        var draft = new ResultDraft(tool(), text);
        draft.version(VERSION);
        if (text.has("Compilation failed")) {
            draft.failed();
            draft.fact("status", "failed");
            draft.fact("op", CUSTOM);
            draft.fact("node", NODE);
            text.first(REASON).ifPresent(match -> draft.note(match.group(1)));
            return draft.as(new Measured("nothing: the compilation failed"));
        }
        draft.figure("tpu_ops", ON_TPU, "");
        draft.figure("cpu_ops", ON_CPU, "");
        draft.figure("total", TOTAL, "");
        draft.figure("subgraphs", SUBGRAPHS, "");
        draft.figure("compile", COMPILED, "ms");
        text.first(ON_CHIP).ifPresent(match -> draft.figure("on_chip", match.group(1), match.group(2)));
        text.first(OFF_CHIP).ifPresent(match -> draft.figure("off_chip", match.group(1), match.group(2)));
        operations(draft);
        boolean counted = draft.has("tpu_ops") && draft.has("cpu_ops");
        if (!counted && !draft.hasRows() && !text.has("Compilation succeeded!")) {
            throw NotUnderstood.incomplete(tool(), "count of operations on the Edge TPU and on the CPU", text);
        }
        check(draft);
        return draft.as(new Measured("which operations a compiler mapped; nothing was run"));
    }

    /** One operator can be in several rows, with another status each. */
    private static void operations(ResultDraft draft) {
        int head = draft.text().firstLine(HEAD);
        if (head < 0) {
            return;
        }
        for (MatchResult match : draft.text().from(head).all(OPERATION)) {
            boolean mapped = match.group(3).startsWith(MAPPED);
            draft.row(new Row(
                    "operator",
                    match.group(1),
                    mapped ? "Edge TPU" : "CPU",
                    match.group(3),
                    new Figure("count", ResultDraft.number(match.group(2)), "")));
        }
    }

    private static void check(ResultDraft draft) {
        var onCpu = draft.text().first(ON_CPU);
        var total = draft.text().first(TOTAL);
        if (onCpu.isPresent() && !onCpu.get().group(1).equals("0")) {
            draft.note("The compiler succeeded and leaves " + onCpu.get().group(1)
                    + total.map(t -> " of " + t.group(1)).orElse("") + " operations to the CPU.");
        }
    }
}
