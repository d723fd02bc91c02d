package dev.roadrig.wires.tool.qualcomm;

import dev.roadrig.wires.tool.Figure;
import dev.roadrig.wires.tool.Measured;
import dev.roadrig.wires.tool.NotUnderstood;
import dev.roadrig.wires.tool.ResultDraft;
import dev.roadrig.wires.tool.Row;
import dev.roadrig.wires.tool.Tool;
import dev.roadrig.wires.tool.ToolReader;
import dev.roadrig.wires.tool.ToolResult;
import dev.roadrig.wires.tool.ToolText;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The file benchmark_stats_*.csv of snpe_bench.py with one runtime. */
public final class SnpeBench implements ToolReader {
    private static final Pattern VERSION = Pattern.compile("^SNPE SDK version:,([0-9.]++)$");
    private static final Pattern HEAD = Pattern.compile("^,, ?,avg \\(us\\),max \\(us\\),min \\(us\\),runtime$");
    private static final Pattern ROW =
            Pattern.compile("^,,([A-Z][A-Za-z -]{2,60}),([0-9]++),([0-9]++),([0-9]++),([A-Z_]++)$");
    private static final Pattern RUNS = Pattern.compile("^Runs,([0-9]++)$");
    private static final Pattern RUNTIME = Pattern.compile("^Runtimes,(\\S++)$");
    private static final Pattern LEVEL = Pattern.compile("^ProfilingLevel,(\\S++)$");
    private static final Pattern PROFILE = Pattern.compile("^PerfProfile,(\\S++)$");

    @Override
    public Tool tool() {
        return Tool.SNPE_BENCH;
    }

    @Override
    public boolean knows(ToolText text) {
        return text.has("SNPE SDK version:,") || text.has(HEAD);
    }

    @Override
    public ToolResult read(ToolText text) {
        var draft = new ResultDraft(tool(), text);
        draft.version(VERSION);
        draft.required(HEAD, "head ',,,avg (us),max (us),min (us),runtime' of one runtime");
        for (MatchResult match : text.all(ROW)) {
            String name = name(match.group(1));
            draft.figure(name, match.group(2), "us");
            draft.row(new Row(
                    "statistic",
                    name,
                    match.group(5),
                    "",
                    new Figure("avg", ResultDraft.number(match.group(2)), "us"),
                    new Figure("max", ResultDraft.number(match.group(3)), "us"),
                    new Figure("min", ResultDraft.number(match.group(4)), "us")));
        }
        if (!draft.has("total_inference")) {
            throw NotUnderstood.incomplete(tool(), "row 'Total Inference Time'", text);
        }
        draft.figure("runs", RUNS, "");
        draft.fact("runtime", RUNTIME);
        draft.fact("perf_profile", PROFILE);
        buffers(draft);
        return draft.as(
                new Measured("average of SNPE's own timing over the runs of snpe_bench.py; total_inference is one"
                        + " execute call with its copies"));
    }

    /** A runtime's name ends with the mode of its user buffers, as in DSP_ub_tf8; without them there are ITensors. */
    private static void buffers(ResultDraft draft) {
        draft.text()
                .first(RUNTIME)
                .map(match -> match.group(1))
                .ifPresentOrElse(
                        runtime -> draft.condition("buffers "
                                + (runtime.contains("_ub_")
                                        ? runtime.substring(runtime.indexOf("_ub_") + 1)
                                        : "ITensor")),
                        () -> draft.unstated("which copies and conversions are in it (the runtime's buffers)"));
        draft.fact("profiling", LEVEL);
    }

    private static String name(String printed) {
        String name = printed.toLowerCase(Locale.ROOT).replace("de-init", "deinit");
        return (name.endsWith(" time") ? name.substring(0, name.length() - " time".length()) : name).replace(' ', '_');
    }
}
