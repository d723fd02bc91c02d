package dev.roadrig.wires.tool.tflite;

import dev.roadrig.wires.tool.ResultDraft;
import dev.roadrig.wires.tool.ToolOptions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * How benchmark_model made its calls. It prints the options that were given, as "Name: [value]", and with --verbose or
 * before 2.4 all of them: one that it does not print has its default. Names are by
 * tensorflow/lite/tools/benchmark/benchmark_model.cc and benchmark_tflite_model.cc.
 */
final class InvokeOptions {
    private static final Pattern LIST = Pattern.compile("(?:Log parameter values verbosely|[Nn]um runs): \\[");
    private static final Pattern RUNNING =
            Pattern.compile("Running benchmark for at least ([0-9]++) iterations and at least ([0-9.]++) seconds");
    private static final Pattern FIRST_DIMENSION = Pattern.compile("^([0-9]++)(?:,|$)");

    private final ResultDraft draft;
    private final Optional<ToolOptions> options;

    private InvokeOptions(ResultDraft draft) {
        this.draft = draft;
        this.options = draft.text().options();
    }

    static void read(ResultDraft draft) {
        new InvokeOptions(draft).read();
    }

    private void read() {
        List<MatchResult> runs = draft.text().all(RUNNING);
        // The first line is the warm-up's; a cut text may have lost it.
        if (runs.size() == 2) {
            draft.setting("warm-up", atLeast(runs.get(0)));
            draft.setting("runs", atLeast(runs.get(1)));
        }
        if (options.isEmpty() && !draft.text().has(LIST)) {
            draft.unstated("input shapes, pauses between runs: neither the command line nor the options are there");
            return;
        }
        shapes(given("Input shapes", "input_layer_shape").orElse(""));
        draft.setting("delay between runs", positive(given("Inter-run delay \\(seconds\\)", "run_delay"), " s"));
        draft.setting("runs a second", positive(given("Number of prorated runs per second", "run_frequency"), ""));
        given("Number of GPU delegate invoke loop iterations[^:]{0,60}", "gpu_invoke_loop_times")
                .filter(times -> !times.equals("1"))
                .ifPresent(times -> draft.condition("divided by a loop of " + times + " calls"));
        given("Run w/o invoking kernels", "dry_run")
                .filter(InvokeOptions::isTrue)
                .ifPresent(dry -> draft.condition("dry run: no kernel ran"));
    }

    /** Shapes of several inputs are apart by colons, and each begins with the batch. */
    private void shapes(String shapes) {
        if (shapes.isEmpty()) {
            draft.setting("input shapes", "the model's own");
            return;
        }
        draft.setting("input shapes", shapes);
        List<String> first = Arrays.stream(shapes.split(":", -1))
                .map(FIRST_DIMENSION::matcher)
                .map(found -> found.find() ? found.group(1) : "?")
                .distinct()
                .toList();
        if (first.size() == 1 && !first.contains("?")) {
            draft.condition("batch", first.get(0), "1");
        } else {
            draft.condition("batch as in " + shapes);
        }
    }

    private Optional<String> given(String printed, String option) {
        Pattern pattern = Pattern.compile("(?:^|\\s)" + printed + ": \\[([^]]*+)\\]");
        return draft.text()
                .first(pattern)
                .map(match -> match.group(1).strip())
                .or(() -> options.flatMap(o -> o.value("--" + option)))
                .filter(value -> !value.isEmpty());
    }

    private static String positive(Optional<String> value, String unit) {
        return value.filter(v -> ResultDraft.number(v) > 0).map(v -> v + unit).orElse("none");
    }

    private static boolean isTrue(String value) {
        return value.equals("1") || value.equals("true");
    }

    private static String atLeast(MatchResult run) {
        return "at least " + run.group(1) + " and " + run.group(2) + " s";
    }
}
