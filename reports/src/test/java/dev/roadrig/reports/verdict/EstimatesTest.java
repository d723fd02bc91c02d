package dev.roadrig.reports.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EstimatesTest {

    @ParameterizedTest
    @CsvSource({
        "92, 100, .850019, .958907",
        "950, 1000, .934686, .961870",
        "3, 10, .107791, .603222",
        "0, 20, 0, .161125",
        "20, 20, .838875, 1"
    })
    void wilsons_interval_is_the_published_one(int hits, int n, double low, double high) {
        Finding.Interval interval = Proportion.wilson(hits, n, 0.95);
        assertThat(interval.low()).isEqualTo(low, within(5e-7));
        assertThat(interval.high()).isEqualTo(high, within(5e-7));
    }

    @Test
    void no_trials_are_no_proportion() {
        assertThatThrownBy(() -> Proportion.wilson(0, 0, 0.95)).hasMessage("0 of 0 is no proportion");
        assertThatThrownBy(() -> Proportion.wilson(3, 2, 0.95)).hasMessage("3 of 2 is no proportion");
    }

    /** The zero-failure rule 1 - 0.05^(1/n), where a share just above it is shown and one just below is not. */
    @ParameterizedTest
    @CsvSource({"20, 0.139108", "100, 0.029513", "300, 0.009936"})
    void no_failure_in_n_shows_the_exact_bound(int n, double bound) {
        assertThat(OrderStatistics.holds(n, 0, bound + 1e-5, 0.95)).isTrue();
        assertThat(OrderStatistics.holds(n, 0, bound - 1e-5, 0.95)).isFalse();
    }

    @Test
    void students_interval_of_independent_samples_is_the_textbook_one() {
        MeanEstimate e = MeanEstimate.of(new double[] {2, -2, 2, -2, 1, -1});
        assertThat(e.mean()).isZero();
        assertThat(e.effective())
                .as("anticorrelated ones are worth no more than they are")
                .isEqualTo(6);
        assertThat(e.deviation()).isEqualTo(Math.sqrt(18 / 5.0), within(1e-12));
        assertThat(e.upper(0.95)).isEqualTo(2.015048 * Math.sqrt(18 / 5.0 / 6), within(1e-5));
        assertThat(e.interval(0.95).high()).isEqualTo(2.570582 * Math.sqrt(18 / 5.0 / 6), within(1e-5));
        assertThat(e.lower(0.95)).isEqualTo(-e.upper(0.95), within(1e-12));
    }

    @Test
    void neighbours_that_resemble_each_other_are_worth_fewer() {
        var random = new Random(5);
        double[] x = new double[20_000];
        for (int i = 1; i < x.length; i++) {
            x[i] = 0.8 * x[i - 1] + random.nextGaussian();
        }
        assertThat(MeanEstimate.effective(x)).isEqualTo(20_000 * 0.2 / 1.8, within(150.0));
        assertThat(MeanEstimate.effective(new double[] {3, 3, 3})).isEqualTo(3);
    }

    @Test
    void samples_of_one_drift_carry_no_interval() {
        double[] ramp = new double[100];
        Arrays.setAll(ramp, i -> i);
        MeanEstimate e = MeanEstimate.of(ramp);
        assertThat(e.effective()).isLessThan(2);
        assertThat(e.carries()).isFalse();
        assertThat(e.upper(0.95)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(MeanEstimate.of(new double[] {1}).carries()).isFalse();
        assertThatThrownBy(() -> MeanEstimate.of(new double[0])).hasMessage("no samples have no mean");
    }
}
