package dev.roadrig.wires.tool.tflite;

import static dev.roadrig.wires.tool.ToolText.NUMBER;

import dev.roadrig.wires.tool.Measured;
import dev.roadrig.wires.tool.NotUnderstood;
import dev.roadrig.wires.tool.ResultDraft;
import dev.roadrig.wires.tool.Tool;
import dev.roadrig.wires.tool.ToolReader;
import dev.roadrig.wires.tool.ToolResult;
import dev.roadrig.wires.tool.ToolText;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * benchmark_model of TensorFlow Lite and LiteRT. Times are of {@code Invoke} alone, on inputs that lie in place; the tool's
 * defaults are 50 runs and 1 s at least, 1 warm-up run and 0.5 s. Formats read in google-ai-edge/LiteRT f674577 and in
 * real logs of 2018 to 2025.
 */
public final class BenchmarkModel implements ToolReader {
    private static final Pattern TIMINGS = Pattern.compile("Inference timings in us: Init: " + NUMBER
            + ", First inference: " + NUMBER + ", Warmup \\(avg\\): " + NUMBER + ", Inference \\(avg\\): " + NUMBER);
    /** The mean was called "no stats" where the profiler was built in and off. */
    private static final Pattern OLD_TIMINGS = Pattern.compile("Average inference timings in us: Warmup: " + NUMBER
            + ", Init: " + NUMBER + ", (?:no stats|Inference|with stats): " + NUMBER);

    private static final Pattern COUNT = Pattern.compile("^(?:INFO: )?count=[0-9]++ (?:first|curr)=");
    private static final Pattern STARTED =
            Pattern.compile("\\bSTARTING!|Running benchmark for at least|^(?:INFO: )?count=[0-9]");
    private static final Pattern MEMORY =
            Pattern.compile("(Peak memory|Memory) footprint(?: delta from the start of the tool)? \\(MB\\): init="
                    + NUMBER + " overall=" + NUMBER);
    private static final Pattern INIT_AS_MS = Pattern.compile("Initialized session in " + ToolText.NUMBER_THEN + "ms");
    private static final Pattern THREADS = Pattern.compile("#?[Nn]um threads: \\[([0-9]+)\\]|^Num threads: ([0-9]+)");
    private static final Pattern GRAPH = Pattern.compile("Graph: \\[([^]]*)\\]");
    private static final Pattern MODEL_SIZE = Pattern.compile("input model file size \\(MB\\): " + NUMBER);
    private static final String ONE_INVOKE =
            "wall time of one Invoke, with the copies of a delegate; filling inputs, reading outputs, pre- and"
                    + " postprocessing are not in it";

    @Override
    public Tool tool() {
        return Tool.BENCHMARK_MODEL;
    }

    @Override
    public boolean knows(ToolText text) {
        return text.has(TIMINGS)
                || text.has(OLD_TIMINGS)
                || text.has("Inference timings in us:")
                || text.has(Delegation.REPLACING)
                || text.has(OperatorProfile.NODES)
                || text.has(OperatorProfile.BY_TYPE)
                || text.has(COUNT)
                || text.has("Running benchmark for at least")
                || text.has("benchmark tool itself affects memory footprint");
    }

    @Override
    public ToolResult read(ToolText text) {
        if (!knows(text)) {
            throw NotUnderstood.foreign(tool(), text);
        }
        var draft = new ResultDraft(tool(), text);
        draft.fact("model", GRAPH);
        draft.fact("threads", THREADS);
        boolean timed = timings(draft);
        draft.figure("model_size", MODEL_SIZE, "MB");
        memory(draft);
        Delegation.read(draft);
        boolean profiled = OperatorProfile.read(draft);
        if (!timed && !profiled && !draft.hasRows() && !draft.stated("delegated")) {
            throw NotUnderstood.incomplete(tool(), "line 'Inference timings in us: ...'", text);
        }
        if (!timed) {
            return draft.as(
                    profiled
                            ? new Measured("time of each operator by the tool's own profiler", "profiler on")
                            : new Measured("which operators a delegate took; nothing was timed"));
        }
        draft.note("The text does not state the tool's version.");
        InvokeOptions.read(draft);
        return draft.as(new Measured(ONE_INVOKE, profiled ? List.of("profiler on") : List.of()));
    }

    private static boolean timings(ResultDraft draft) {
        ToolText text = draft.text();
        List<MatchResult> now = text.all(TIMINGS);
        List<MatchResult> old = text.all(OLD_TIMINGS);
        if (now.size() + old.size() > 1) {
            throw new NotUnderstood("The text holds " + (now.size() + old.size())
                    + " lines of 'Inference timings', so of several runs. Give the text of one run.");
        }
        if (!now.isEmpty()) {
            MatchResult match = now.get(0);
            draft.figure("mean", match.group(4), "us");
            draft.figure("init", match.group(1), "us");
            draft.figure("first", match.group(2), "us");
            draft.figure("warmup", match.group(3), "us");
            CountLine.read(draft, text.before(text.lastLine(TIMINGS)), match.group(4));
            return true;
        }
        if (!old.isEmpty()) {
            MatchResult match = old.get(0);
            draft.figure("mean", match.group(3), "us");
            draft.figure("warmup", match.group(1), "us");
            draft.figure("init", match.group(2), "us");
            return true;
        }
        if (text.has(STARTED) || text.has(INIT_AS_MS) || text.has("Inference timings in us:")) {
            throw NotUnderstood.incomplete(Tool.BENCHMARK_MODEL, "whole line 'Inference timings in us: ...'", text);
        }
        return false;
    }

    private static void memory(ResultDraft draft) {
        draft.text().first(MEMORY).ifPresent(match -> {
            String prefix = match.group(1).startsWith("Peak") ? "peak_" : "";
            draft.figure(prefix + "init_memory", match.group(2), "MB");
            draft.figure(prefix + "overall", match.group(3), "MB");
            draft.note(
                    prefix.isEmpty()
                            ? "Memory is what the process grew by since the tool's start, approximately."
                            : "Memory is the process's peak, approximately.");
        });
    }
}
