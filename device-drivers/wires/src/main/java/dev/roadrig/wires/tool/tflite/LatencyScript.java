package dev.roadrig.wires.tool.tflite;

import static dev.roadrig.wires.tool.ToolText.NUMBER;

import dev.roadrig.wires.tool.Measured;
import dev.roadrig.wires.tool.ResultDraft;
import dev.roadrig.wires.tool.Tool;
import dev.roadrig.wires.tool.ToolReader;
import dev.roadrig.wires.tool.ToolResult;
import dev.roadrig.wires.tool.ToolText;
import java.util.regex.Pattern;

/** The widespread Python script around a TensorFlow Lite interpreter that prints {@code latency_mean(ms):}. */
public final class LatencyScript implements ToolReader {
    private static final Pattern MEAN = Pattern.compile("latency_mean\\(ms\\): " + NUMBER);
    private static final Pattern P99 = Pattern.compile("99th_percentile\\(ms\\): " + NUMBER);
    private static final Pattern MEDIAN = Pattern.compile("latency_median\\(ms\\): " + NUMBER);
    private static final Pattern MIN = Pattern.compile("latency_min\\(ms\\): " + NUMBER);
    private static final Pattern TOTAL = Pattern.compile("total_time\\(s\\): " + NUMBER);
    private static final Pattern FIRST = Pattern.compile("First Inference : " + NUMBER + " ms");
    private static final Pattern DELEGATE = Pattern.compile("^(\\S++) delegate$");
    private static final Pattern ARM_NN = Pattern.compile("Info: (ArmNN v\\S++)");

    @Override
    public Tool tool() {
        return Tool.LATENCY_SCRIPT;
    }

    @Override
    public boolean knows(ToolText text) {
        return text.has("latency_mean(ms):") || text.has("99th_percentile(ms):");
    }

    @Override
    public ToolResult read(ToolText text) {
        var draft = new ResultDraft(tool(), text);
        draft.version(ARM_NN);
        draft.fact("delegate", DELEGATE);
        draft.figure("mean", draft.required(MEAN, "line 'latency_mean(ms): N'").group(1), "ms");
        draft.figure("median", MEDIAN, "ms");
        draft.figure("min", MIN, "ms");
        draft.figure("p99", P99, "ms");
        draft.figure("first", FIRST, "ms");
        draft.figure("total", TOTAL, "s");
        if (text.has("images/sec:")) {
            draft.note("The script cuts images/sec to a whole number: it is not read.");
        }
        return draft.as(new Measured("wall time of one call in a Python script, by the script's own rule"));
    }
}
