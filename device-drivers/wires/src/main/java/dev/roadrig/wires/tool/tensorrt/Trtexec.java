package dev.roadrig.wires.tool.tensorrt;

import dev.roadrig.wires.tool.Measured;
import dev.roadrig.wires.tool.NotUnderstood;
import dev.roadrig.wires.tool.ResultDraft;
import dev.roadrig.wires.tool.Tool;
import dev.roadrig.wires.tool.ToolReader;
import dev.roadrig.wires.tool.ToolResult;
import dev.roadrig.wires.tool.ToolText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * trtexec of TensorRT. Latency is host to device, GPU compute and device to host together; defaults are 200 ms of warm-up,
 * 3 s and 10 iterations at least. Up to 10 transfers are on by default, from 11 on they are off, with CUDA graphs and spin
 * wait on: figures across that line are of unlike meaning. Formats read in NVIDIA/TensorRT a892d22 and in logs of 7 to 10.
 */
public final class Trtexec implements ToolReader {
    private static final Pattern COMMAND = Pattern.compile(
            "^&&&& (RUNNING|PASSED|FAILED) TensorRT\\.trtexec(?: \\[TensorRT v([0-9]{4,6}+)\\])?+(.*)$");

    @Override
    public Tool tool() {
        return Tool.TRTEXEC;
    }

    @Override
    public boolean knows(ToolText text) {
        return text.has(COMMAND)
                || text.has(Summary.ROW)
                || text.has(Summary.OLD_BLOCK)
                || text.has(LayerProfile.TITLE)
                || Placement.knows(text)
                || text.has("=== Performance summary ===");
    }

    @Override
    public ToolResult read(ToolText text) {
        if (!knows(text)) {
            throw NotUnderstood.foreign(tool(), text);
        }
        if (text.all(Pattern.compile("^&&&& RUNNING ")).size() > 1) {
            throw new NotUnderstood(
                    "The text holds several '&&&& RUNNING', so several runs. Give the text of one run.");
        }
        var draft = new ResultDraft(tool(), text);
        var setting = Setting.of(text);
        setting.version().ifPresent(draft::version);
        boolean passed = text.has(Pattern.compile("^&&&& PASSED "));
        boolean failed = text.has(Pattern.compile("^&&&& FAILED "));
        Placement.read(draft);
        if (failed) {
            draft.fact("result", "FAILED");
            Failure.read(draft);
            return draft.as(new Measured("nothing: the run failed"));
        }
        boolean summarised = Summary.read(draft, setting.transfers().equals("off"));
        boolean profiled = LayerProfile.read(draft);
        Sending sending = new Sending(draft, setting);
        Warnings.read(draft);
        if (passed) {
            draft.fact("result", "PASSED");
        } else if (text.has(COMMAND)) {
            throw NotUnderstood.incomplete(tool(), "line '&&&& PASSED' or '&&&& FAILED'", text);
        } else if (text.has("=== Performance summary ===") && !summarised) {
            throw NotUnderstood.incomplete(tool(), "row after '=== Performance summary ==='", text);
        }
        if (summarised || profiled) {
            sending.read();
        }
        return draft.as(meaning(draft, setting, summarised, profiled && !(summarised && sending.profiledApart())));
    }

    private static Measured meaning(ResultDraft draft, Setting setting, boolean summarised, boolean profiled) {
        List<String> conditions = new ArrayList<>();
        conditions.add("definitions of TensorRT " + setting.line());
        if (profiled) {
            conditions.add("profiler on");
        }
        if (summarised) {
            conditions.add("data transfers " + setting.transfers());
            return new Measured(
                    "latency.* is host to device, GPU compute and device to host of one query, gpu.* the kernels alone,"
                            + " enqueue.* the host's time to queue it",
                    conditions);
        }
        if (profiled) {
            return new Measured("time of each layer on the GPU, summed over all iterations", conditions);
        }
        return draft.hasRows()
                ? new Measured("where layers were placed; nothing was timed")
                : new Measured("that the run passed; nothing was timed");
    }
}
