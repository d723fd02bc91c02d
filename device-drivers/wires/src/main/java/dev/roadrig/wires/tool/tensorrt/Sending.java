package dev.roadrig.wires.tool.tensorrt;

import dev.roadrig.wires.tool.Measured;
import dev.roadrig.wires.tool.ResultDraft;
import dev.roadrig.wires.tool.ToolOptions;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * How trtexec sent its queries: by the list of options that it prints, else by its command line, else its defaults.
 * Several streams make a query wait for others, a batch makes a query larger, a pause is in the throughput: these change
 * what a figure means. CUDA graphs and spin wait make the same thing faster. Names and defaults are by
 * samples/common/sampleOptions.cpp of NVIDIA/TensorRT and the notes of version 11.
 */
final class Sending {
    private static final Pattern LIST = Pattern.compile("=== Inference Options ===$");
    private static final Pattern STREAMS = Pattern.compile("\\] (?:Inference )?Streams: ([0-9]++)$");
    private static final Pattern SLEEP = Pattern.compile("\\] Sleep time: ([0-9.]++)ms$");
    private static final Pattern IDLE = Pattern.compile("\\] Idle time: ([0-9.]++)ms$");
    private static final Pattern BATCH = Pattern.compile("\\] Batch: ([0-9]++)$");
    private static final Pattern SHAPE = Pattern.compile("\\] Input inference shape ?: (\\S++)$");
    private static final Pattern OWN_SHAPE = Pattern.compile("Automatically setting shape to: ([0-9]++)x");
    private static final Pattern FIRST_DIMENSION = Pattern.compile("[:=]([0-9]++)(?:x[0-9]++)*+$");
    private static final Pattern GRAPH = Pattern.compile("\\] CUDA Graph: (Enabled|Disabled)$");
    private static final Pattern SPIN = Pattern.compile("\\] Spin-wait: (Enabled|Disabled)$");
    private static final Pattern DMA = Pattern.compile("\\] ExposeDMA: (Enabled|Disabled)$");
    private static final Pattern APART = Pattern.compile("\\] Separate profiling: (Enabled|Disabled)$");
    private static final Pattern DURATION =
            Pattern.compile("\\] Duration: ([0-9.]++)s \\(\\+ ([0-9.]++)ms warm up\\)$");
    private static final Pattern PRECISION = Pattern.compile("\\] Precision: (\\S.*)$");
    private static final Pattern DEVICE = Pattern.compile("\\] Selected Device: (\\S.*)$");
    private static final List<String> PRECISIONS = List.of("--fp16", "--bf16", "--int8", "--fp8", "--int4", "--best");
    private static final int FIRST_WITH_GRAPHS = 11;
    private static final int FIRST_OF_3_SECONDS = 8;

    private final ResultDraft draft;
    private final Setting setting;
    private final Optional<ToolOptions> options;

    Sending(ResultDraft draft, Setting setting) {
        this.draft = draft;
        this.setting = setting;
        this.options = setting.options();
    }

    void read() {
        subject();
        if (options.isEmpty() && !draft.text().has(LIST)) {
            draft.condition("streams, batch and pauses " + Measured.NOT_KNOWN);
            draft.unstated("CUDA graph, spin wait: neither the command line nor the list of options is there");
            return;
        }
        draft.condition("streams", number(STREAMS, "1", "--infStreams", "--streams"), "1");
        draft.condition("sleep before compute", number(SLEEP, "0", "--sleepTime") + " ms", "0 ms");
        draft.condition("idle between queries", number(IDLE, "0", "--idleTime") + " ms", "0 ms");
        draft.condition("managed memory", given("--useManagedMemory") ? "on" : "off", "off");
        batch();
        onOrOff("CUDA graph", GRAPH, "--useCudaGraph", "--noCudaGraph", FIRST_WITH_GRAPHS);
        onOrOff("spin wait", SPIN, "--useSpinWait", "--noSpinWait", FIRST_WITH_GRAPHS);
        onOrOff("transfers one by one", DMA, "--exposeDMA", "", Integer.MAX_VALUE);
        time();
    }

    /** Whether layers were profiled in a run of their own, so that the summary is without the profiler. */
    boolean profiledApart() {
        return draft.text()
                .first(APART)
                .map(match -> match.group(1).equals("Enabled"))
                .orElseGet(() -> given("--separateProfileRun"));
    }

    private void subject() {
        options.flatMap(o -> o.value("--loadEngine").or(() -> o.value("--onnx")))
                .ifPresent(model -> draft.fact("model", model));
        draft.fact("precision", PRECISION);
        List<String> asked =
                PRECISIONS.stream().filter(this::given).map(o -> o.substring(2)).toList();
        if (!draft.stated("precision") && !asked.isEmpty()) {
            draft.fact("precision", String.join("+", asked));
        }
        options.flatMap(o -> o.value("--useDLACore")).ifPresent(core -> draft.fact("dla_core", core));
        draft.fact("device", DEVICE);
    }

    /** Shapes begin with the batch; where its inputs' differ, all of them are what a query is. */
    private void batch() {
        String shapes = options.flatMap(o -> o.value("--shapes"))
                .orElseGet(() -> String.join(
                        ",",
                        draft.text().all(SHAPE).stream()
                                .map(match -> match.group(1))
                                .toList()));
        List<String> first = shapes.isEmpty()
                ? List.of()
                : List.of(shapes.split(",", -1)).stream()
                        .map(shape -> FIRST_DIMENSION.matcher(shape))
                        .map(found -> found.find() ? found.group(1) : "?")
                        .distinct()
                        .toList();
        if (!shapes.isEmpty()) {
            draft.setting("shapes", shapes);
        }
        if (first.size() > 1 || first.contains("?")) {
            draft.condition("batch as in " + shapes);
        } else if (first.size() == 1) {
            draft.condition("batch", first.get(0), "1");
        } else {
            String own =
                    draft.text().first(OWN_SHAPE).map(match -> match.group(1)).orElse("the engine's own");
            String batch = draft.text()
                    .first(BATCH)
                    .map(match -> match.group(1))
                    .or(() -> options.flatMap(o -> o.value("--batch")))
                    .orElse(own);
            draft.condition("batch", batch, batch.equals(own) ? own : "1");
        }
    }

    private void time() {
        Optional<MatchResult> duration = draft.text().first(DURATION);
        Optional<String> seconds = duration.map(match -> match.group(1))
                .or(() -> options.flatMap(o -> o.value("--duration")))
                .or(() -> setting.major().filter(m -> m >= FIRST_OF_3_SECONDS).map(m -> "3"));
        seconds.ifPresent(s -> draft.setting("duration", s + " s"));
        draft.setting(
                "warm-up",
                duration.map(match -> match.group(2))
                                .or(() -> options.flatMap(o -> o.value("--warmUp")))
                                .orElse("200") + " ms");
    }

    private String number(Pattern listed, String usual, String... names) {
        return draft.text()
                .first(listed)
                .map(match -> match.group(1))
                .or(() -> options.flatMap(o -> o.value(names)))
                .orElse(usual);
    }

    /** Without the list and a word in the command line it is the version's default, where the version is known. */
    private void onOrOff(String name, Pattern listed, String on, String off, int firstOn) {
        Optional<String> value = draft.text()
                .first(listed)
                .map(match -> match.group(1).equals("Enabled") ? "on" : "off")
                .or(() -> given(on) ? Optional.of("on") : Optional.empty())
                .or(() -> given(off) ? Optional.of("off") : Optional.empty())
                .or(() -> setting.major().map(m -> m >= firstOn ? "on" : "off"));
        value.ifPresent(v -> draft.setting(name, v));
    }

    private boolean given(String option) {
        return options.filter(o -> o.has(option)).isPresent();
    }
}
