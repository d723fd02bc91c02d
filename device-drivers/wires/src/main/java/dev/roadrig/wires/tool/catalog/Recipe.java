package dev.roadrig.wires.tool.catalog;

import dev.roadrig.wires.tool.Tool;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a tool is run.
 *
 * @param program the tool's own name
 * @param defaults options that are written unless a user gives them, each with its value
 * @param shape the line, with the program and then its words put in; without a place for words there are none
 * @param viewer the second program, which makes text of what the first one wrote
 */
record Recipe(String program, List<String> defaults, String shape, Optional<String> viewer) {
    private static final String PLAIN = "%s %s";
    /** The first program writes a log into a folder of its own, and the second one makes text of it. */
    private static final String TWO_STEPS =
            "d=$(mktemp -d) || exit 1; %%s %%s --output_dir \"$d\" >\"$d/said\" 2>&1; r=$?;"
                    + " [ $r = 0 ] && { %s --input_log \"$d\"/%s; r=$?; } || cat \"$d/said\"; rm -rf \"$d\"; exit $r";

    /**
     * What the tools take themselves. benchmark_model's and trtexec's options are by their sources; those of SNPE, QNN and
     * onnxruntime_perf_test are not checked against the tools, nor are the others'.
     */
    private static final Map<Tool, Recipe> ALL = new LinkedHashMap<>();

    static {
        plain(Tool.BENCHMARK_MODEL, "--num_runs=50", "--min_secs=1", "--warmup_runs=1", "--warmup_min_secs=0.5");
        plain(Tool.ONNXRUNTIME_PERF_TEST, "-m times", "-r 1000", "-I");
        plain(Tool.TRTEXEC, "--warmUp=200", "--duration=3", "--iterations=10", "--avgRuns=10");
        plain(Tool.SNPE_THROUGHPUT, "--duration 10");
        plain(Tool.SNPE_DLC_INFO);
        ALL.put(Tool.SNPE_DIAGVIEW, twoSteps("snpe-net-run", List.of(), "snpe-diagview", "SNPEDiag_0.log"));
        ALL.put(
                Tool.QNN_PROFILE_VIEWER,
                twoSteps(
                        "qnn-net-run",
                        List.of("--profiling_level basic"),
                        "qnn-profile-viewer",
                        "qnn-profiling-data*.log"));
        plain(Tool.EDGETPU_COMPILER, "-s");
        plain(Tool.VELA);
        ALL.put(Tool.ST_EDGE_AI, oneStep("stedgeai", List.of(), "%s analyze %s"));
        ALL.put(Tool.NVPMODEL, oneStep("nvpmodel", List.of("-q"), PLAIN));
        ALL.put(Tool.SENSORS, oneStep("sensors", List.of("-u"), PLAIN));
        ALL.put(
                Tool.VCGENCMD,
                oneStep(
                        "vcgencmd",
                        List.of(),
                        "v=%s; \"$v\" get_throttled && \"$v\" measure_volts && \"$v\" measure_temp"));
        // Of four kinds of files some are always missing, which grep ends with 2 for.
        ALL.put(
                Tool.HWMON,
                oneStep(
                        "grep",
                        List.of(),
                        "%s -sH . /sys/class/hwmon/*/name /sys/class/hwmon/*/*_label /sys/class/hwmon/*/*_input"
                                + " /sys/class/hwmon/*/*_average %s || [ $? = 2 ]"));
    }

    private static void plain(Tool tool, String... defaults) {
        ALL.put(tool, oneStep(tool.id(), List.of(defaults), PLAIN));
    }

    private static Recipe oneStep(String program, List<String> defaults, String shape) {
        return new Recipe(program, defaults, shape, Optional.empty());
    }

    private static Recipe twoSteps(String program, List<String> defaults, String viewer, String log) {
        return new Recipe(program, defaults, TWO_STEPS.formatted(viewer, log), Optional.of(viewer));
    }

    /** Whether the line has a place for a user's words. */
    boolean takesWords() {
        return shape.indexOf("%s") != shape.lastIndexOf("%s");
    }

    static Optional<Recipe> of(Tool tool) {
        return Optional.ofNullable(ALL.get(tool));
    }

    static Set<Tool> tools() {
        return ALL.keySet();
    }
}
