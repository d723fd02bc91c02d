package dev.roadrig.wires.tool.qualcomm;

import static dev.roadrig.wires.tool.ToolText.NUMBER;

import dev.roadrig.wires.tool.Figure;
import dev.roadrig.wires.tool.Measured;
import dev.roadrig.wires.tool.NotUnderstood;
import dev.roadrig.wires.tool.ResultDraft;
import dev.roadrig.wires.tool.Row;
import dev.roadrig.wires.tool.Tool;
import dev.roadrig.wires.tool.ToolOptions;
import dev.roadrig.wires.tool.ToolReader;
import dev.roadrig.wires.tool.ToolResult;
import dev.roadrig.wires.tool.ToolText;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** snpe-throughput-net-run: inferences a second of one or more threads over a fixed time, by default 10 s here. */
public final class SnpeThroughput implements ToolReader {
    private static final Pattern TOTAL = Pattern.compile("^Total throughput: " + NUMBER + " infs/sec$");
    private static final Pattern THREAD = Pattern.compile(
            "^\\[Thread ([0-9]++) - ([^]\\s]++)\\] " + NUMBER
                    + " infs/sec - Number of images processed: ([0-9]++) - Build time: ([0-9]++) microseconds - Elapsed time: ([0-9]++)"
                    + " microseconds - Real time: ([0-9]++) microseconds - Teardown time: ([0-9]++) microseconds - Batch : ([0-9]++)$");
    private static final double TOLERATED = 0.01;

    @Override
    public Tool tool() {
        return Tool.SNPE_THROUGHPUT;
    }

    @Override
    public boolean knows(ToolText text) {
        return text.has("Total throughput:") || text.has(THREAD);
    }

    @Override
    public ToolResult read(ToolText text) {
        var draft = new ResultDraft(tool(), text);
        MatchResult total = draft.required(TOTAL, "line 'Total throughput: N infs/sec'");
        draft.required(THREAD, "whole line of a thread, '[Thread 0 - ...'");
        if (text.all(TOTAL).size() > 1) {
            throw new NotUnderstood("The text holds several lines 'Total throughput', so of several runs."
                    + " Give the text of one run.");
        }
        draft.figure("infs_per_s", total.group(1), "");
        List<MatchResult> threads = text.all(THREAD);
        draft.figure(
                "images",
                threads.stream()
                        .mapToDouble(t -> ResultDraft.number(t.group(4)))
                        .sum(),
                "");
        draft.figure("build", threads.get(0).group(5), "us");
        draft.figure("real", threads.get(0).group(7), "us");
        draft.figure("batch", threads.get(0).group(9), "");
        draft.fact("runtime", threads.get(0).group(2));
        threads.forEach(thread -> thread(draft, thread));
        draft.note("The text does not state the tool's version.");
        draft.setting("threads", String.valueOf(threads.size()));
        threads.stream()
                .map(t -> t.group(9))
                .distinct()
                .forEach(batch -> draft.condition("batch " + batch));
        settings(draft);
        return draft.as(new Measured("inferences a second over a fixed time, one in flight a thread"));
    }

    /** User buffers are the caller's memory, of its own type; without them an inference copies and converts. */
    private static void settings(ResultDraft draft) {
        Optional<ToolOptions> options = draft.text().options();
        if (options.isEmpty()) {
            draft.unstated("which copies and conversions are in it (--userbuffer_...)");
            draft.unstated("the performance profile (--perf_profile)");
            return;
        }
        List<String> buffers = options.get().starting("--userbuffer_");
        draft.condition("buffers " + (buffers.isEmpty() ? "by the tool's default" : String.join("+", buffers)));
        if (buffers.isEmpty()) {
            draft.unstated("which copies and conversions are in it by the tool's default");
        }
        draft.setting("perf_profile", options.get().value("--perf_profile").orElse("the tool's default"));
        options.get().value("--duration").ifPresent(seconds -> draft.setting("duration", seconds + " s"));
    }

    /** The tool's own rate and its own counts do not always agree. */
    private static void thread(ResultDraft draft, MatchResult thread) {
        double rate = ResultDraft.number(thread.group(3));
        double images = ResultDraft.number(thread.group(4));
        double real = ResultDraft.number(thread.group(7));
        draft.row(new Row(
                "thread",
                thread.group(1),
                thread.group(2),
                "",
                new Figure("infs_per_s", rate, ""),
                new Figure("images", images, ""),
                new Figure("real", real, "us")));
        double counted = images / (real / 1e6);
        if (real > 0 && Math.abs(counted - rate) > TOLERATED * rate) {
            draft.note(String.format(
                    Locale.ROOT,
                    "Thread %s states %s infs/sec, but %.0f images in %.6f s are %.3f a second: the tool contradicts itself.",
                    thread.group(1),
                    thread.group(3),
                    images,
                    real / 1e6,
                    counted));
        }
    }
}
