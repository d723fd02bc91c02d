package dev.roadrig.wires.tool.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roadrig.wires.tool.Figure;
import dev.roadrig.wires.tool.NotUnderstood;
import dev.roadrig.wires.tool.Row;
import dev.roadrig.wires.tool.Tool;
import dev.roadrig.wires.tool.ToolResult;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where text of benchmark tools misleads; texts are ours, in the tools' form. */
class BenchmarkTrapsTest {
    private static final String TIMED = """
            INFO: STARTING!
            INFO: count=50 first=900 curr=500 min=490 max=900 avg=520.5 std=40
            INFO: count=7 first=510 curr=500 min=480 max=530 avg=505.25 std=9 p5=480 median=504 p95=530
            INFO: Inference timings in us: Init: 1200, First inference: 900, Warmup (avg): 520.5, Inference (avg): 505.25
            """;

    private static ToolResult read(String text) {
        return ToolReaders.read(text, Optional.empty());
    }

    private static double value(ToolResult result, String name) {
        return result.figure(name).orElseThrow().value();
    }

    @Test
    void the_count_is_of_the_measured_runs_and_not_of_the_warm_up() {
        ToolResult result = read(TIMED);
        assertThat(value(result, "count")).isEqualTo(7);
        assertThat(value(result, "mean")).isEqualTo(505.25);
        assertThat(value(result, "p95")).isEqualTo(530);
        ToolResult cut = read(TIMED.replaceFirst("INFO: count=7.*\n", ""));
        assertThat(cut.figure("count")).isEmpty();
        assertThat(value(cut, "mean")).isEqualTo(505.25);
        assertThat(cut.notes()).anyMatch(note -> note.contains("is of the warm-up"));
    }

    @Test
    void a_run_that_did_not_reach_its_timings_is_no_result() {
        assertThatExceptionOfType(NotUnderstood.class)
                .isThrownBy(() -> read(TIMED.replaceFirst("INFO: Inference.*\n", "")
                        + "INFO: The input model file size (MB): 3\n"
                        + "INFO: Running benchmark for at least 50 iterations and at least 1 seconds\n"))
                .withMessage(
                        "The text of TensorFlow Lite benchmark_model has no whole line 'Inference timings in us: ...'."
                                + " Its last line is 'INFO: Running benchmark for at least 50 iterations and at le...'."
                                + " Give the tool's whole output, or say with --as which tool wrote it.");
    }

    @Test
    void a_last_line_without_its_end_is_not_read_for_it_may_be_cut_in_a_number() {
        assertThatExceptionOfType(NotUnderstood.class)
                .isThrownBy(() -> read(TIMED.stripTrailing()))
                .withMessageContaining("has no whole line");
    }

    @Test
    void several_delegates_each_keep_their_share() {
        ToolResult result = read("""
                VERBOSE: Replacing 3 node(s) with delegate (TfLiteGpuDelegateV2) node, yielding 2 partitions for subgraph 0.
                VERBOSE: Replacing 9 out of 12 node(s) with delegate (TfLiteXNNPackDelegate) node
                """);
        List<Row> rows = result.rows("delegate");
        assertThat(rows).extracting(Row::name).containsExactly("TfLiteGpuDelegateV2", "TfLiteXNNPackDelegate");
        assertThat(rows.get(0).figures())
                .containsExactly(new Figure("nodes_delegated", 3, ""), new Figure("partitions", 2, ""));
        assertThat(rows.get(0).detail()).isEqualTo("subgraph 0");
        assertThat(rows.get(1).figures())
                .containsExactly(new Figure("nodes_delegated", 9, ""), new Figure("total", 12, ""));
        assertThat(result.measured().what()).contains("nothing was timed");
    }

    @Test
    void a_delegate_that_was_asked_for_and_is_not_there_is_told() {
        ToolResult result = read("Use gpu: [1]\nGPU acceleration is unsupported on this platform.\n"
                + "Created TensorFlow Lite XNNPACK delegate for CPU.\n" + TIMED);
        assertThat(result.fact("delegated")).hasValue("none");
        assertThat(result.notes())
                .contains(
                        "The delegate gpu was asked for and not applied: the figures are those of XNNPACK on the CPU.");
        assertThat(
                        read("Use gpu: [1]\nExplicitly applied GPU delegate, and the model graph will be completely executed by"
                                        + " the delegate.\n" + TIMED)
                                .fact("delegated"))
                .hasValue("all");
    }

    @Test
    void two_runs_in_one_text_are_not_mixed() {
        assertThatExceptionOfType(NotUnderstood.class)
                .isThrownBy(() -> read(TIMED + TIMED))
                .withMessageContaining("2 lines of 'Inference timings', so of several runs");
    }

    @Test
    void a_comma_in_a_number_is_no_number() {
        assertThatExceptionOfType(NotUnderstood.class).isThrownBy(() -> read(TIMED.replace("505.25", "505,25")));
    }

    @Test
    void a_hexagon_profile_keeps_its_cycles() {
        ToolResult result = read("""
                ============================== Summary by node type ==============================
                \t [Node type]\t [count]\t [avg cycles]\t [avg %]\t [cdf %]\t [mem KB]\t[times called]
                \t Convolution (NHWC, F32) GEMM\t 2\t 5000\t 90.0%\t 90.0%\t 0.000\t 2
                """);
        assertThat(result.rows("operator")).hasSize(1);
        assertThat(result.rows("operator").get(0).figure("avg")).hasValue(new Figure("avg", 5000, "cycles"));
        assertThat(result.rows("operator").get(0).name()).isEqualTo("Convolution (NHWC, F32) GEMM");
    }

    @Test
    void seconds_and_milliseconds_of_the_runtimes_test_are_kept_apart_and_few_runs_are_told() {
        String text = """
                Average inference time cost%s: 1.5 ms
                Number of inferences per second: 600.5
                Runs:4
                Min Latency: 0.0014 s
                P50 Latency: 0.0015 s
                P99 Latency: 0.0019 s
                """;
        for (String label : List.of("", " total")) {
            ToolResult result = read(text.formatted(label));
            assertThat(result.figure("avg")).hasValue(new Figure("avg", 1.5, "ms"));
            assertThat(result.figure("p50")).hasValue(new Figure("p50", 0.0015, "s"));
            assertThat(result.notes()).contains("Over 4 runs P99 and P999 are the slowest run and no percentile.");
        }
        assertThatExceptionOfType(NotUnderstood.class)
                .isThrownBy(() -> read(text.replaceFirst("Average.*\n", "Average inference time cost: nan ms\n")));
    }

    @Test
    void a_throughput_that_contradicts_its_own_counts_is_told() {
        ToolResult result =
                read("[Thread 0 - gpu_float16] 120 infs/sec - Number of images processed: 1000 - Build time: 5"
                        + " microseconds - Elapsed time: 10000100 microseconds - Real time: 10000000 microseconds - Teardown time: 7"
                        + " microseconds - Batch : 1\nTotal throughput: 120 infs/sec   \n");
        assertThat(value(result, "infs_per_s")).isEqualTo(120);
        assertThat(result.notes())
                .contains("Thread 0 states 120 infs/sec, but 1000 images in 10.000000 s are 100.000 a second: the tool"
                        + " contradicts itself.");
    }

    @Test
    void cycles_of_a_dsp_are_no_time_and_a_statistic_that_was_not_taken_is_absent() {
        ToolResult result = read("""
                Software library version: 9.9.9.1
                Average SNPE Statistics:
                ------------------------------
                Total Inference Time: 700 us
                Forward Propagate Time: 650 us
                RPC Execute Time: 0 us
                RPC Init Time: 0 NONE
                Accelerator Time: 0
                Layer Times:
                ---------------
                0: 0 cycles : DSP
                1: conv : 90 us : CPU
                """);
        assertThat(result.version()).isEqualTo("9.9.9.1");
        assertThat(result.figures()).extracting(Figure::key).containsExactly("total_inference_us", "forward_us");
        assertThat(result.rows("layer").get(0).figure("time")).hasValue(new Figure("time", 0, "cycles"));
        assertThat(result.rows("layer").get(1).figure("time")).hasValue(new Figure("time", 90, "us"));
        assertThat(result.fact("unit")).hasValue("cycles,us");
        assertThat(result.notes()).anyMatch(note -> note.contains("no time: the clock's rate is not in the text"));
    }

    @Test
    void a_tool_that_is_named_reads_only_its_own_text() {
        assertThatExceptionOfType(NotUnderstood.class)
                .isThrownBy(() -> ToolReaders.read(TIMED, Optional.of(Tool.TRTEXEC)))
                .withMessageStartingWith("This is no text of TensorRT trtexec that is known here. Its last line is");
    }

    @Test
    void a_text_of_several_tools_is_not_guessed_at() {
        assertThatExceptionOfType(NotUnderstood.class)
                .isThrownBy(() -> read(TIMED + "throttled=0x0\n"))
                .withMessage(
                        "The text has signs of several tools: benchmark_model, vcgencmd. Give one tool's output, or say"
                                + " with --as which is meant.");
    }
}
