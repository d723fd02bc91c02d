package dev.roadrig.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.reports.tiny.Compared;
import dev.roadrig.reports.tiny.TinyFigures;
import dev.roadrig.scenarios.tiny.TinyLog;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** With which code a reading ends. */
class TinyReadingTest {
    private static final Compared SAME = row(3);
    private static final Compared NONE_OF_OURS = row(Double.NaN);
    private static final Compared DIFFERENT = row(4);

    private static Compared row(double ours) {
        return new Compared("median throughput", "inf/s", 3, ours, 3, 0.0005);
    }

    private static int code(List<String> missing, Compared... rows) {
        var figures = new TinyFigures(List.of(), Optional.empty(), missing, List.of());
        return new TinyReading(new TinyLog("1", "m", false, List.of()), figures, List.of(rows))
                .print(new PrintWriter(new StringWriter()), false);
    }

    @Test
    void a_figure_that_does_not_follow_is_not_a_different_one() {
        assertThat(code(List.of(), SAME)).isZero();
        assertThat(code(List.of(), SAME, NONE_OF_OURS)).isEqualTo(4);
        assertThat(code(List.of("throughput: no time stamps"), NONE_OF_OURS)).isEqualTo(4);
    }

    @Test
    void what_is_missing_does_not_hide_what_is_different() {
        assertThat(code(List.of(), SAME, DIFFERENT)).isOne();
        assertThat(code(List.of("accuracy: no labels"), NONE_OF_OURS, DIFFERENT))
                .isOne();
    }
}
