package dev.roadrig.wires.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roadrig.scenarios.fault.BadInput;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Only figures of one meaning stand side by side. */
class ComparisonTest {
    private static ToolResult result(Tool tool, String version, Measured measured, Figure... figures) {
        return new ToolResult(tool, version, measured, false, List.of(figures), List.of(), Map.of(), List.of(), "");
    }

    private static final Measured ON = new Measured("latency of a query", "data transfers on");
    private static final Measured OFF = new Measured("latency of a query", "data transfers off");
    private static final ToolResult FIRST =
            result(Tool.TRTEXEC, "8.6.1", ON, new Figure("mean", 4, "ms"), new Figure("p95", 5, "ms"));

    @Test
    void figures_of_one_name_and_unit_are_compared() {
        ToolResult second = result(Tool.TRTEXEC, "8.5.2", ON, new Figure("p95", 6, "us"), new Figure("mean", 5, "ms"));
        assertThat(Comparison.of(FIRST, second).lines()).containsExactly(new Comparison.Line("mean", "ms", 4, 5));
        assertThat(Comparison.of(FIRST, second).lines().get(0).ratio()).hasValue(1.25);
        assertThat(new Comparison.Line("cpu_ops", "", 0, 5).ratio()).isEmpty();
    }

    @Test
    void unlike_meanings_are_refused_with_both_labels() {
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(
                        () -> Comparison.of(FIRST, result(Tool.TRTEXEC, "11.0.0", OFF, new Figure("mean", 3, "ms"))))
                .withMessage("""
                        Not compared: their figures do not mean the same.
                          A: TensorRT trtexec 8.6.1: latency of a query [data transfers on]
                          B: TensorRT trtexec 11.0.0: latency of a query [data transfers off]
                          Only A: data transfers on
                          Only B: data transfers off
                        Compare results of one tool, of one meaning.""");
    }

    @Test
    void two_tools_a_failed_run_and_nothing_in_common_are_refused() {
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> Comparison.of(FIRST, result(Tool.VELA, ToolResult.NOT_STATED, ON)))
                .withMessageContaining("two tools do not measure the same thing")
                .withMessageContaining("Ethos-U Vela compiler (version not stated)");
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> Comparison.of(FIRST, result(Tool.TRTEXEC, "8.6.1", ON, new Figure("mean", 4, "us"))))
                .withMessageContaining("no figure of one name and unit in common");
        ToolResult failed =
                new ToolResult(Tool.TRTEXEC, "8.6.1", ON, true, List.of(), List.of(), Map.of(), List.of(), "");
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> Comparison.of(FIRST, failed))
                .withMessageContaining("a run that failed has nothing to compare");
    }
}
