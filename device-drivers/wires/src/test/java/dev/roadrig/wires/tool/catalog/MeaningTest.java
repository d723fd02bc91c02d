package dev.roadrig.wires.tool.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.wires.tool.Comparison;
import dev.roadrig.wires.tool.ToolResult;
import dev.roadrig.wires.tool.ToolText;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What changes the meaning of a figure keeps two results apart; what changes its subject is told beside them. */
class MeaningTest {
    private static final String TRTEXEC = """
            &&&& RUNNING TensorRT.trtexec [TensorRT v%s] # trtexec --loadEngine=m.engine %s
            %s[01/01/2026-00:00:00] [I] Throughput: 250 qps
            [01/01/2026-00:00:00] [I] Latency: min = 3 ms, max = 5 ms, mean = 4 ms, median = 4 ms
            &&&& PASSED TensorRT.trtexec [TensorRT v%1$s] # trtexec --loadEngine=m.engine %2$s
            """;
    private static final String LIST = """
            [01/01/2026-00:00:00] [I] === Inference Options ===
            [01/01/2026-00:00:00] [I] Batch: Explicit
            [01/01/2026-00:00:00] [I] Input inference shape : x=%sx3x8x8
            [01/01/2026-00:00:00] [I] Duration: 5s (+ 100ms warm up)
            [01/01/2026-00:00:00] [I] Sleep time: %sms
            [01/01/2026-00:00:00] [I] Inference Streams: %s
            [01/01/2026-00:00:00] [I] Data transfers: Enabled
            [01/01/2026-00:00:00] [I] CUDA Graph: Enabled
            """;
    private static final String BENCHMARK = """
            Log parameter values verbosely: [0]
            %sRunning benchmark for at least 1 iterations and at least 0.5 seconds but terminate if exceeding 150 seconds.
            count=5 first=900 curr=500 min=490 max=900 avg=520.5 std=40
            Running benchmark for at least 50 iterations and at least 1 seconds but terminate if exceeding 150 seconds.
            count=50 first=510 curr=500 min=480 max=530 avg=505.25 std=9
            Inference timings in us: Init: 1200, First inference: 900, Warmup (avg): 520.5, Inference (avg): 505.25
            """;
    private static final String SNPE = """
            [Thread 0 - %s] %s infs/sec - Number of images processed: %s0 - Build time: 5 microseconds - Elapsed time: \
            10000100 microseconds - Real time: 10000000 microseconds - Teardown time: 7 microseconds - Batch : %s
            Total throughput: %2$s infs/sec
            """;
    private static final String PERF_TEST = """
            Total inference time cost: %s s
            Average inference time cost: 1.5 ms
            Total inference run time: 2 s
            Runs:1000
            P50 Latency: 0.0015 s
            """;

    private static ToolResult read(String text) {
        return ToolReaders.read(text, Optional.empty());
    }

    private static ToolResult read(String text, String command) {
        return ToolReaders.read(ToolText.of(text).cameOf(Optional.of(command)), Optional.empty());
    }

    private static ToolResult trtexec(String options) {
        return read(TRTEXEC.formatted("8601", options, ""));
    }

    private static void refused(ToolResult first, ToolResult second, String... words) {
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> Comparison.of(first, second))
                .withMessageStartingWith("Not compared: their figures do not mean the same.")
                .satisfies(thrown -> assertThat(thrown.getMessage()).contains(words));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--streams=8 | streams 8",
                "--infStreams=8 | streams 8",
                "--sleepTime=5 | sleep before compute 5 ms",
                "--idleTime=5 | idle between queries 5 ms",
                "--batch=16 | batch 16",
                "--shapes=x:4x3x8x8,y:4x1 | batch 4",
                "--shapes=x:4x3x8x8,y:1x1 | batch as in x:4x3x8x8,y:1x1",
                "--useManagedMemory | managed memory on",
                "--noDataTransfers | data transfers off"
            })
    void a_trtexec_option_that_changes_what_a_figure_is_keeps_two_runs_apart(String option, String condition) {
        refused(trtexec(""), trtexec(option), "; definitions of TensorRT up to 10", condition);
        assertThat(Comparison.of(trtexec(option), trtexec(option)).lines()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--useCudaGraph | CUDA graph: A off, B on",
                "--useSpinWait | spin wait: A off, B on",
                "--exposeDMA | transfers one by one: A off, B on",
                "--duration=10 | duration: A 3 s, B 10 s",
                "--warmUp=500 | warm-up: A 200 ms, B 500 ms",
                "--fp16 | precision: A not stated, B fp16",
                "--loadEngine=n.engine | model: A m.engine, B n.engine",
                "--useDLACore=0 | dla_core: A not stated, B 0",
                "--shapes=x:1x3x8x8 | shapes: A not stated, B x:1x3x8x8"
            })
    void a_trtexec_option_that_makes_the_same_thing_otherwise_is_told(String option, String difference) {
        assertThat(Comparison.of(trtexec(""), trtexec(option)).differences()).contains(difference);
        assertThat(Comparison.of(trtexec(option), trtexec(option)).differences())
                .isEmpty();
    }

    @Test
    void the_label_names_what_was_in_force_by_the_printed_list_and_else_by_the_versions_defaults() {
        assertThat(trtexec("").label())
                .endsWith("[data transfers on; definitions of TensorRT up to 10] [in force: streams 1; sleep before"
                        + " compute 0 ms; idle between queries 0 ms; managed memory off; batch the engine's own;"
                        + " CUDA graph off; spin wait off; transfers one by one off; duration 3 s; warm-up 200 ms]");
        assertThat(read(TRTEXEC.formatted("110000", "", "")).label())
                .contains("[data transfers off; definitions of TensorRT from 11 on]", "CUDA graph on; spin wait on;");
        assertThat(read(TRTEXEC.formatted("110000", "--includeDataTransfers --noCudaGraph --noSpinWait", ""))
                        .label())
                .contains("[data transfers on; definitions of TensorRT from 11 on]", "CUDA graph off; spin wait off;");
        ToolResult listed = read(TRTEXEC.formatted("8601", "", LIST.formatted("2", "7", "3")));
        assertThat(listed.measured().conditions())
                .containsExactly(
                        "batch 2",
                        "data transfers on",
                        "definitions of TensorRT up to 10",
                        "sleep before compute 7 ms",
                        "streams 3");
        assertThat(listed.measured().settings())
                .containsEntry("CUDA graph", "on")
                .containsEntry("duration", "5 s")
                .containsEntry("warm-up", "100 ms");
    }

    @Test
    void a_profile_that_was_made_in_a_run_of_its_own_is_not_in_the_summary() {
        String profile = """
                [01/01/2026-00:00:00] [I] === Profile (9 iterations ) ===
                [01/01/2026-00:00:00] [I]    Time(ms)     Avg.(ms)     Time(%)     Layer
                [01/01/2026-00:00:00] [I]        0.81         0.09       100.0     conv
                [01/01/2026-00:00:00] [I]        0.81         0.09       100.0     Total
                """;
        assertThat(read(TRTEXEC.formatted("8601", "--dumpProfile", profile)).label())
                .contains("; profiler on]");
        assertThat(read(TRTEXEC.formatted("8601", "--dumpProfile --separateProfileRun", profile))
                        .label())
                .doesNotContain("profiler on");
    }

    @Test
    void without_command_and_list_nobody_knows_what_the_figures_of_trtexec_mean_and_they_are_not_compared() {
        String rows = "[I] TensorRT version: 8.6.1\n[I] Latency: min = 3 ms, max = 5 ms, mean = 4 ms\n";
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> Comparison.of(read(rows), read(rows)))
                .withMessageContaining("data transfers not known");
        String copied = rows + "[I] H2D Latency: min = 1 ms, max = 2 ms, mean = 1.5 ms\n";
        ToolResult known = read(TRTEXEC.formatted("8601", "", ""));
        for (List<ToolResult> both : List.of(List.of(known, read(copied)), List.of(read(copied), known))) {
            assertThatExceptionOfType(BadInput.class)
                    .isThrownBy(() -> Comparison.of(both.get(0), both.get(1)))
                    .withMessageStartingWith("Not compared: the texts do not say what their figures mean.")
                    .withMessageContaining("[data transfers on; definitions of TensorRT up to 10; streams, batch and"
                            + " pauses not known] [not stated: CUDA graph, spin wait: neither the command line")
                    .withMessageEndingWith(
                            "write the command line into command.txt beside it, as roadrig tool run keeps both.");
        }
        assertThat(Comparison.of(read(copied, "trtexec --onnx=m"), read(copied, "trtexec --onnx=m"))
                        .lines())
                .isNotEmpty();
    }

    @Test
    void a_cpu_and_a_delegate_are_compared_and_told_with_the_version_that_neither_states() {
        Comparison both = Comparison.of(
                read(BENCHMARK.formatted("")),
                read(BENCHMARK.formatted("Use gpu: [1]\nExplicitly applied GPU delegate, and the model graph will be"
                        + " completely executed by the delegate.\n")));
        assertThat(both.lines()).isNotEmpty();
        assertThat(both.differences()).contains("delegated: A not stated, B all", "delegate: A not stated, B GPU");
        assertThat(both.notKnown()).containsExactly("the tool's version (of A and B)");
        assertThat(both.first().label())
                .endsWith("[in force: warm-up at least 1 and 0.5 s; runs at least 50 and 1 s; input shapes the model's"
                        + " own; delay between runs none; runs a second none]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Input shapes: [4,224,224,3] | batch 4",
                "Input shapes: [4,224,224,3:1,8] | batch as in 4,224,224,3:1,8",
                "Run w/o invoking kernels: [1] | dry run: no kernel ran",
                "Number of GPU delegate invoke loop iterations. Latency will be divided by it.: [10]"
                        + " | divided by a loop of 10 calls"
            })
    void an_option_of_benchmark_model_that_changes_what_a_run_is_keeps_two_apart(String line, String condition) {
        refused(read(BENCHMARK.formatted("")), read(BENCHMARK.formatted(line + "\n")), "[" + condition + "]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Inter-run delay (seconds): [0.5] | delay between runs: A none, B 0.5 s",
                "Number of prorated runs per second: [20] | runs a second: A none, B 20",
                "Num threads: [4] | threads: A not stated, B 4",
                "Input shapes: [1,8,8,3] | input shapes: A the model's own, B 1,8,8,3"
            })
    void an_option_of_benchmark_model_that_keeps_the_meaning_is_told(String line, String difference) {
        assertThat(Comparison.of(read(BENCHMARK.formatted("")), read(BENCHMARK.formatted(line + "\n")))
                        .differences())
                .contains(difference);
    }

    @Test
    void options_of_benchmark_model_are_taken_from_the_kept_command_where_the_text_has_no_list() {
        String old = BENCHMARK.formatted("").replaceFirst("Log parameter.*\n", "");
        assertThat(read(old).measured().unstated())
                .containsExactly(
                        "input shapes, pauses between runs: neither the command line nor the options are there");
        ToolResult known = read(old, "sh -c 'benchmark_model --graph=m --input_layer_shape=4,8,8,3' 2>&1");
        assertThat(known.measured().unstated()).isEmpty();
        assertThat(known.measured().conditions()).containsExactly("batch 4");
    }

    @Test
    void snpe_on_a_cpu_and_on_a_dsp_are_compared_and_what_is_not_stated_is_told() {
        String cpu = SNPE.formatted("cpu_float32", 43, 43, 1);
        String dsp = SNPE.formatted("dsp_fixed8_tf", 1581, 1581, 1);
        Comparison both = Comparison.of(read(cpu), read(dsp));
        assertThat(both.differences()).containsExactly("runtime: A cpu_float32, B dsp_fixed8_tf");
        assertThat(both.notKnown())
                .containsExactly(
                        "the tool's version (of A and B)",
                        "which copies and conversions are in it (--userbuffer_...) (of A and B)",
                        "the performance profile (--perf_profile) (of A and B)");
        assertThat(both.first().label())
                .endsWith(
                        "one in flight a thread [batch 1] [in force: threads 1] [not stated:"
                                + " which copies and conversions are in it (--userbuffer_...); the performance profile (--perf_profile)]");
        refused(read(cpu), read(SNPE.formatted("cpu_float32", 43, 43, 4)), "[batch 1]", "[batch 4]");
    }

    @Test
    void the_kept_command_of_snpe_tells_buffers_and_profile() {
        String text = SNPE.formatted("dsp_fixed8_tf", 1581, 1581, 1);
        String tf8 =
                "snpe-throughput-net-run --duration 10 --container m.dlc --use_dsp --userbuffer_tf8 --perf_profile burst";
        refused(
                read(text, tf8),
                read(text, tf8.replace("_tf8", "_float")),
                "buffers userbuffer_tf8",
                "buffers userbuffer_float");
        Comparison both = Comparison.of(read(text, tf8), read(text, tf8.replace("burst", "balanced")));
        assertThat(both.differences()).containsExactly("perf_profile: A burst, B balanced");
        assertThat(both.notKnown()).containsExactly("the tool's version (of A and B)");
        assertThat(read(text, "snpe-throughput-net-run --container m.dlc")
                        .measured()
                        .unstated())
                .containsExactly("which copies and conversions are in it by the tool's default");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7.9", "8.1"})
    void runs_of_onnxruntime_that_were_at_once_are_counted_by_the_two_sums(String cost) {
        ToolResult one = read(PERF_TEST.formatted("1.99"));
        assertThat(one.measured().settings()).containsEntry("runs at once", "1");
        refused(one, read(PERF_TEST.formatted(cost)), "[runs at once 4]");
        assertThat(one.measured().unstated())
                .containsExactly("whether copies to and from a provider's device are in it (-g takes them out)");
        assertThat(read(PERF_TEST.replaceFirst("Total.*\n", "")).measured().unstated())
                .contains("how many runs were at once (-c)");
    }

    @Test
    void bound_inputs_of_onnxruntime_are_not_compared_with_copied_ones() {
        String text = PERF_TEST.formatted("1.99");
        refused(
                read(text, "onnxruntime_perf_test -m times -r 1000 m.onnx"),
                read(text, "onnxruntime_perf_test -m times -g -r 1000 m.onnx"),
                "copies to and from the provider's device in",
                "copies to and from the provider's device out");
        refused(read(text, "perf -c 1 m"), read(text, "perf -c 2 m"), "runs at once 2");
        assertThat(read(text, "sh -c 'onnxruntime_perf_test -m times -r 1000 m.onnx' 2>&1")
                        .measured()
                        .settings())
                .as("the shell's own -c, in the line of a kept run")
                .containsEntry("runs at once", "1");
    }

    @Test
    void profiled_layers_keep_snpe_and_qnn_apart() {
        String snpe = """
                Software library version: 9.9.9.1
                Average SNPE Statistics:
                Total Inference Time: 700 us
                """;
        refused(read(snpe), read(snpe + "Layer Times:\n---\n0: conv : 90 us : CPU\n"), "[layers profiled]");
        refused(
                read(snpe, "snpe-net-run --container m"),
                read(snpe, "snpe-net-run --container m --userbuffer_float"),
                "[buffers ITensor]",
                "[buffers userbuffer_float]");
        String qnn = "Execute Stats (Average):\n--- Total Inference Time:\n    NetRun:  2952 us\n";
        refused(read(qnn), read(qnn + "    conv_1:  90 cycles\n"), "[layers profiled]");
        refused(read(qnn, "qnn-net-run"), read(qnn, "qnn-net-run --shared_buffer"), "[shared buffer on]");
    }

    @Test
    void buffers_of_the_snpe_benchmark_are_in_its_runtimes_name() {
        String table = """
                Runtimes,%s
                ,, ,avg (us),max (us),min (us),runtime
                ,,Total Inference Time,13567,13567,13567,CPU
                """;
        refused(
                read(table.formatted("DSP_ub_tf8")),
                read(table.formatted("DSP")),
                "[buffers ub_tf8]",
                "[buffers ITensor]");
        assertThat(Comparison.of(read(table.formatted("DSP_ub_float")), read(table.formatted("CPU_ub_float")))
                        .differences())
                .containsExactly("runtime: A DSP_ub_float, B CPU_ub_float");
    }
}
