package dev.roadrig.wires.tool.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roadrig.wires.tool.Figure;
import dev.roadrig.wires.tool.NotUnderstood;
import dev.roadrig.wires.tool.Row;
import dev.roadrig.wires.tool.ToolResult;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where text of trtexec and of compilers misleads; texts are ours, in the tools' form. */
class CompilerTrapsTest {
    private static final String COMMAND = "&&&& %s TensorRT.trtexec [TensorRT v%s] # trtexec --loadEngine=m.engine%s\n";
    private static final String ROWS = """
            [01/01/2026-00:00:00] [I] === Performance summary ===
            [01/01/2026-00:00:00] [I] Throughput: 250.5 qps
            [01/01/2026-00:00:00] [I] Latency: min = 3 ms, max = 5 ms, mean = 4 ms, median = 4 ms, percentile(%s%%) = 4.5 ms
            [01/01/2026-00:00:00] [I] H2D Latency: min = 0 ms, max = 0 ms, mean = 0 ms, median = 0 ms, percentile(%<s%%) = 0 ms
            [01/01/2026-00:00:00] [I] GPU Compute Time: min = 2 ms, max = 4 ms, mean = 3 ms, median = 3 ms, percentile(%<s%%) = 3.5 ms
            """;

    private static ToolResult read(String text) {
        return ToolReaders.read(text, Optional.empty());
    }

    private static String run(String version, String options) {
        return COMMAND.formatted("RUNNING", version, options)
                + ROWS.formatted("99")
                + COMMAND.formatted("PASSED", version, options);
    }

    @ParameterizedTest
    @CsvSource({
        "8001, '', 8.0.1, up to 10, on",
        "101601, ' --noDataTransfers', 10.16.1, up to 10, off",
        "110300, '', 11.3.0, from 11 on, off"
    })
    void the_version_and_the_options_say_what_the_latency_of_trtexec_holds(
            String packed, String options, String version, String line, String transfers) {
        ToolResult result = read(run(packed, options));
        assertThat(result.version()).isEqualTo(version);
        assertThat(result.measured().conditions())
                .containsExactly("data transfers " + transfers, "definitions of TensorRT " + line);
        assertThat(result.figure("latency.p99")).hasValue(new Figure("latency.p99", 4.5, "ms"));
        assertThat(result.figure("h2d.mean").isPresent())
                .as("a transfer that was not made is no zero")
                .isEqualTo(transfers.equals("on"));
    }

    @Test
    void lines_may_follow_the_verdict_and_without_one_there_is_no_result() {
        assertThat(read(run("8001", "") + "[01/01/2026-00:00:00] [I] [TRT] [MemUsageChange] Init cuBLAS\n")
                        .fact("result"))
                .hasValue("PASSED");
        assertThatExceptionOfType(NotUnderstood.class)
                .isThrownBy(() -> read(COMMAND.formatted("RUNNING", "8001", "") + ROWS.formatted("99")))
                .withMessageContaining("has no line '&&&& PASSED' or '&&&& FAILED'");
    }

    @Test
    void a_run_that_failed_has_no_figures_even_where_rows_are_there() {
        ToolResult result = read(run("8001", "").replace("&&&& PASSED", "&&&& FAILED"));
        assertThat(result.failed()).isTrue();
        assertThat(result.figures()).isEmpty();
    }

    @Test
    void an_operator_without_importer_is_no_failure_once_a_plug_in_is_found() {
        String none = "[I] [TRT] No importer registered for op: Swirl. Attempting to import as plugin.\n";
        assertThat(read(none + "[I] [TRT] Successfully created plugin: Swirl\n").fact("failure"))
                .hasValue("false");
        assertThat(read(none + "[I] [TRT] Successfully created plugin: Other\n").fact("failure"))
                .hasValue("true");
    }

    @Test
    void the_columns_of_a_profile_are_read_from_its_head() {
        String head = "[I] === Profile (10 iterations ) ===\n";
        ToolResult old = read(COMMAND.formatted("RUNNING", "7103", "") + "[01/01/2026-00:00:00] "
                + head + "[01/01/2026-00:00:00] [I]   Layer   Time (ms)   Avg. Time (ms)   Time %\n"
                + "[01/01/2026-00:00:00] [I]   conv 1 + relu      20.5     2.05     100.0\n"
                + "[01/01/2026-00:00:00] [I]   Total      20.5     2.05     100.0\n"
                + COMMAND.formatted("PASSED", "7103", ""));
        Row layer = old.rows("layer").get(0);
        assertThat(layer.name()).isEqualTo("conv 1 + relu");
        assertThat(layer.figures())
                .containsExactly(
                        new Figure("total", 20.5, "ms"), new Figure("avg", 2.05, "ms"), new Figure("pct", 100, ""));
        assertThat(old.figure("profile_avg")).hasValue(new Figure("profile_avg", 2.05, "ms"));
        assertThat(old.measured().conditions()).contains("profiler on");
    }

    @Test
    void an_old_blocks_line_without_its_head_belongs_to_nothing() {
        ToolResult result = read("""
                [01/01/2026-00:00:00] [I] Host Latency
                [01/01/2026-00:00:00] [I] min: 2.5 ms (end to end 2.6 ms)
                [01/01/2026-00:00:00] [I] percentile: 3.5 ms at 99% (end to end 3.6 ms at 99%)
                --
                [01/01/2026-00:00:00] [I] median: 1.5 ms
                """);
        assertThat(result.figures())
                .containsExactly(
                        new Figure("latency.min", 2.5, "ms"),
                        new Figure("e2e.min", 2.6, "ms"),
                        new Figure("latency.p99", 3.5, "ms"),
                        new Figure("e2e.p99", 3.6, "ms"));
    }

    @Test
    void a_compiler_that_succeeds_says_how_much_it_leaves_to_the_cpu() {
        ToolResult result = read("""
                Edge TPU Compiler version 16.0.1
                Total number of operations: 12
                Number of operations that will run on Edge TPU: 2
                Number of operations that will run on CPU: 10
                Operator                       Count      Status
                CONV_2D                        2          Mapped to Edge TPU
                CONV_2D                        9          More than one subgraph is not supported
                SOFTMAX                        1          Operation is otherwise supported, but not mapped
                Compilation succeeded!
                """);
        assertThat(result.failed()).isFalse();
        assertThat(result.notes()).contains("The compiler succeeded and leaves 10 of 12 operations to the CPU.");
        assertThat(result.rows("operator")).extracting(Row::where).containsExactly("Edge TPU", "CPU", "CPU");
        assertThatExceptionOfType(NotUnderstood.class)
                .isThrownBy(() -> read("Edge TPU Compiler version 16.0.1\nTotal number of operations: 12\n"));
    }

    @Test
    void a_row_that_an_estimate_has_not_is_absent() {
        ToolResult result = read("CPU operators = 0 (0.0%)\nNPU operators = 3 (100.0%)\nTotal DRAM used    1.50 KiB\n");
        assertThat(result.figure("inference")).isEmpty();
        assertThat(result.figure("dram")).hasValue(new Figure("dram", 1.5, "KiB"));
        assertThat(result.figure("cpu_ops")).hasValue(new Figure("cpu_ops", 0, ""));
        assertThat(result.notes()).contains("The row of the inference time is not there.");
        assertThat(result.measured().what()).contains("estimate");
    }

    @Test
    void progress_bars_between_the_rows_of_a_report_are_left_out() {
        StringBuilder text = new StringBuilder("ST Edge AI Core v4.9.9-1 abc\n");
        for (String row :
                List.of(" macc : 1,234,567", " weights (ro) : 2,048 B (2.00 KiB)", " activations (rw) : 64 B (64 B)")) {
            text.append("\nPASS:  98%|#####8| 168/171 [00:03<00:00, 33.23it/s]\n        \n")
                    .append(row)
                    .append('\n');
        }
        ToolResult result = read(text.toString());
        assertThat(result.figure("macc")).hasValue(new Figure("macc", 1_234_567, ""));
        assertThat(result.figure("weights")).hasValue(new Figure("weights", 2048, "B"));
        assertThatExceptionOfType(NotUnderstood.class)
                .isThrownBy(() -> read(text.toString().replace("1,234,567", "1,234,56")));
    }
}
