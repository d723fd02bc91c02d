package dev.roadrig.wires.tool.onnxruntime;

import static dev.roadrig.wires.tool.ToolText.NUMBER;

import dev.roadrig.wires.tool.Measured;
import dev.roadrig.wires.tool.NotUnderstood;
import dev.roadrig.wires.tool.ResultDraft;
import dev.roadrig.wires.tool.Tool;
import dev.roadrig.wires.tool.ToolOptions;
import dev.roadrig.wires.tool.ToolReader;
import dev.roadrig.wires.tool.ToolResult;
import dev.roadrig.wires.tool.ToolText;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** onnxruntime_perf_test: a closed loop of session runs; the average in milliseconds, the percentiles in seconds. */
public final class PerfTest implements ToolReader {
    /** The word "total" came in 2025; both are the total time by the number of requests. */
    private static final Pattern AVERAGE =
            Pattern.compile("^Average inference time cost(?: total)?: " + NUMBER + " ms$");

    private static final Pattern TOTAL_COST = Pattern.compile("^Total inference time cost: " + NUMBER + " s$");
    private static final Pattern TOTAL_TIME = Pattern.compile("^Total inference run time: " + NUMBER + " s$");
    private static final Pattern RUNS = Pattern.compile("^Runs:" + NUMBER + "$");
    private static final Pattern PERCENTILE =
            Pattern.compile("^(Min|Max|P50|P90|P95|P99|P999) Latency: " + NUMBER + " s$");
    private static final Pattern RATE = Pattern.compile("^Number of inferences per second: " + NUMBER);
    private static final Pattern CREATION = Pattern.compile("^Session creation time cost: " + NUMBER + " s");
    private static final Pattern FIRST = Pattern.compile("^First inference time cost: " + NUMBER + " ms");
    private static final Pattern MEMORY = Pattern.compile("^Peak working set size: " + NUMBER + " bytes");
    private static final Pattern CPU = Pattern.compile("^Avg CPU usage: " + NUMBER + " %");
    private static final Pattern THREADS = Pattern.compile("^Setting intra_op_num_threads to ([0-9]++)");
    private static final Pattern PROVIDER = Pattern.compile("^using (\\S++ExecutionProvider)");
    /** With fewer runs than this a 99th percentile is the slowest run. */
    private static final int RUNS_FOR_P99 = 100;

    @Override
    public Tool tool() {
        return Tool.ONNXRUNTIME_PERF_TEST;
    }

    @Override
    public boolean knows(ToolText text) {
        return text.has("Average inference time cost") || text.has("Total inference time cost:");
    }

    @Override
    public ToolResult read(ToolText text) {
        if (text.all(AVERAGE).size() > 1) {
            throw new NotUnderstood("The text holds several lines 'Average inference time cost', so of several runs."
                    + " Give the text of one run.");
        }
        var draft = new ResultDraft(tool(), text);
        draft.figure(
                "avg",
                draft.required(AVERAGE, "line 'Average inference time cost: N ms'")
                        .group(1),
                "ms");
        draft.figure("runs", draft.required(RUNS, "line 'Runs:N'").group(1), "");
        for (MatchResult match : text.all(PERCENTILE)) {
            draft.figure(match.group(1).toLowerCase(java.util.Locale.ROOT), match.group(2), "s");
        }
        if (!draft.has("p50")) {
            throw NotUnderstood.incomplete(tool(), "line 'P50 Latency: N s'", text);
        }
        draft.figure("ips", RATE, "1/s");
        draft.figure("session_creation", CREATION, "s");
        draft.figure("first", FIRST, "ms");
        draft.figure("peak_working_set", MEMORY, "bytes");
        draft.figure("cpu", CPU, "%");
        draft.fact("threads", THREADS);
        draft.fact("provider", PROVIDER);
        double runs = ResultDraft.number(draft.required(RUNS, "line 'Runs:N'").group(1));
        if (runs <= RUNS_FOR_P99) {
            draft.note("Over %.0f runs P99 and P999 are the slowest run and no percentile.".formatted(runs));
        }
        draft.note("The text does not state the tool's version.");
        Optional<ToolOptions> options = draft.text().options();
        atOnce(draft, options);
        copies(draft, options);
        return draft.as(new Measured("wall time of one session run in closed loops (the next starts when the last is done)"));
    }

    /** With several runs at once the time of one has its waiting for the others in it; the sums tell them. */
    private static void atOnce(ResultDraft draft, Optional<ToolOptions> options) {
        Optional<String> given = options.map(o -> o.value("-c", "--c").orElse("1"));
        Optional<String> counted = draft.text()
                .first(TOTAL_COST)
                .flatMap(cost -> draft.text()
                        .first(TOTAL_TIME)
                        .map(time -> ResultDraft.number(cost.group(1)) / ResultDraft.number(time.group(1))))
                .filter(Double::isFinite)
                .map(ratio -> String.valueOf(Math.max(1, Math.round(ratio))));
        given.or(() -> counted)
                .ifPresentOrElse(
                        runs -> draft.condition("runs at once", runs, "1"),
                        () -> draft.unstated("how many runs were at once (-c)"));
    }

    private static void copies(ResultDraft draft, Optional<ToolOptions> options) {
        if (options.isEmpty()) {
            draft.unstated("whether copies to and from a provider's device are in it (-g takes them out)");
        } else {
            boolean bound = options.filter(o -> o.has("-g", "--g")).isPresent();
            draft.condition("copies to and from the provider's device " + (bound ? "out" : "in"));
            draft.setting("test mode", options.flatMap(o -> o.value("-m", "--m")).orElse("duration"));
        }
    }
}
