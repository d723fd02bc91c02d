package dev.roadrig.reports.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.roadrig.reports.verdict.OrderStatistics.Ranks;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OrderStatisticsTest {

    @ParameterizedTest(name = "p{0} of 1..10 is {1}")
    @CsvSource({"0.5, 5", "0.9, 9", "0.95, 10", "0.99, 10", "0.1, 1", "0.11, 2"})
    void nearest_rank_never_invents_a_value(double quantile, int rank) {
        assertThat(OrderStatistics.nearestRank(10, quantile)).isEqualTo(rank);
    }

    @Test
    void a_whole_rank_is_not_rounded_up_by_a_hair() {
        for (int n = 20; n <= 20_000; n += 20) {
            assertThat(OrderStatistics.nearestRank(n, 0.95)).as("n = %d", n).isEqualTo(n / 20 * 19);
        }
        assertThat(OrderStatistics.nearestRank(1, 0.001)).isEqualTo(1);
        assertThatThrownBy(() -> OrderStatistics.nearestRank(0, 0.5)).hasMessage("no rank among 0 samples");
    }

    /** MLPerf's own settings are 64, 662 and 6,636. */
    @ParameterizedTest(name = "p = {0}, c = {1}")
    @CsvSource({
        "0.50, 0.99, 7, 11, 14, 22, 35, 59",
        "0.90, 0.99, 44, 64, 81, 127, 197, 325",
        "0.95, 0.99, 90, 130, 165, 259, 398, 656",
        "0.97, 0.99, 152, 219, 277, 433, 667, 1097",
        "0.99, 0.99, 459, 662, 838, 1307, 2010, 3304",
        "0.999, 0.99, 4603, 6636, 8403, 13105, 20140, 33097",
        "0.90, 0.95, 29, 46, 61, 103, ,",
        "0.95, 0.95, 59, 93, 124, 208, ,",
        "0.99, 0.95, 299, 473, 628, 1049, ,",
        "0.999, 0.95, 2995, 4742, 6294, 10511, ,"
    })
    void early_stopping_needs_what_mlperf_publishes(
            double p, double c, int t0, int t1, int t2, int t5, Integer t10, Integer t20) {
        int[] wrong = {0, 1, 2, 5, 10, 20};
        Integer[] totals = {t0, t1, t2, t5, t10, t20};
        for (int i = 0; i < wrong.length; i++) {
            if (totals[i] == null) {
                continue;
            }
            assertThat(OrderStatistics.needed(wrong[i], 1 - p, c))
                    .as("t = %d", wrong[i])
                    .isEqualTo(totals[i]);
            assertThat(OrderStatistics.holds(totals[i], wrong[i], 1 - p, c)).isTrue();
            assertThat(OrderStatistics.holds(totals[i] - 1, wrong[i], 1 - p, c)).isFalse();
        }
    }

    @ParameterizedTest(name = "n = {0}, p = {1}, c = {2}")
    @CsvSource({
        "100, .5, .95, 40, 61, .96480",
        "1000, .5, .95, 469, 532, .95371",
        "1000, .9, .95, 881, 919, .95491",
        "1000, .95, .95, 936, 964, .95810",
        "1000, .99, .95, 983, 997, .97609",
        "1000, .99, .99, 981, 998, .99403",
        "2000, .99, .95, 1971, 1989, .95783",
        "10000, .99, .95, 9880, 9920, .95575",
        "10000, .999, .95, 9983, 9997, .97546",
        "6636, .999, .99, 6622, 6636, .99514"
    })
    void order_statistics_cover_a_quantile(int n, double p, double c, int low, int high, double coverage) {
        Ranks ranks = OrderStatistics.interval(n, p, c);
        assertThat(ranks.low()).hasValue(low);
        assertThat(ranks.high()).hasValue(high);
        assertThat(ranks.coverage()).isEqualTo(coverage, within(6e-6));
    }

    @Test
    void the_maximum_is_no_upper_bound_where_too_few_samples_were_taken() {
        Ranks ranks = OrderStatistics.interval(300, 0.99, 0.95);
        assertThat(ranks.low()).hasValue(293);
        assertThat(ranks.high()).isEqualTo(OptionalInt.empty());
        assertThat(OrderStatistics.interval(367, 0.99, 0.95).high()).isEmpty();
        assertThat(OrderStatistics.interval(368, 0.99, 0.95).high()).hasValue(368);
        assertThat(OrderStatistics.interval(1, 0.5, 0.95))
                .isEqualTo(new Ranks(OptionalInt.empty(), OptionalInt.empty(), 1));
    }

    @Test
    void nothing_is_shown_by_no_samples_and_one_sample_shows_little() {
        assertThat(OrderStatistics.holds(0, 0, 0.05, 0.95)).isFalse();
        assertThat(OrderStatistics.broken(0, 0, 0.05, 0.95)).isFalse();
        assertThat(OrderStatistics.broken(10, 0, 0.05, 0.95)).isFalse();
        assertThat(OrderStatistics.broken(1, 1, 0.05, 0.95))
                .as("probability 0.05 exactly, less a hair")
                .isTrue();
        assertThat(OrderStatistics.broken(1, 1, 0.06, 0.95)).isFalse();
    }

    @Test
    void the_rule_to_fail_is_the_mirror_image_of_the_rule_to_pass() {
        for (int n = 1; n <= 120; n++) {
            for (int wrong = 0; wrong <= n; wrong++) {
                assertThat(OrderStatistics.broken(n, wrong, 0.05, 0.95))
                        .as("%d of %d", wrong, n)
                        .isEqualTo(OrderStatistics.holds(n, n - wrong, 0.95, 0.95));
            }
        }
    }

    /** Distributions by inversion of a uniform number. */
    @SuppressWarnings("ImmutableEnumChecker")
    enum Shape {
        EXPONENTIAL(u -> -Math.log1p(-u)),
        BIMODAL(u -> u < 0.9 ? u : 100 + u),
        CONSTANT(u -> 1);

        final ToDoubleFunction<Double> inverse;

        Shape(ToDoubleFunction<Double> inverse) {
            this.inverse = inverse;
        }
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void the_interval_covers_the_true_quantile_as_often_as_it_says(Shape shape) {
        var random = new Random(20261124);
        double truth = shape.inverse.applyAsDouble(0.9);
        Ranks ranks = OrderStatistics.interval(200, 0.9, 0.95);
        int trials = 4_000;
        int covered = 0;
        for (int t = 0; t < trials; t++) {
            double[] x = random.doubles(200)
                    .map(u -> shape.inverse.applyAsDouble(u))
                    .sorted()
                    .toArray();
            if (x[ranks.low().getAsInt() - 1] <= truth
                    && truth <= x[ranks.high().getAsInt() - 1]) {
                covered++;
            }
        }
        double sigma = Math.sqrt(ranks.coverage() * (1 - ranks.coverage()) / trials);
        assertThat(covered / (double) trials)
                .as("seed 20261124, %s", shape)
                .isGreaterThanOrEqualTo(ranks.coverage() - 3 * sigma);
    }

    @ParameterizedTest(name = "n = {0}")
    @CsvSource({"59", "93", "200"})
    void a_stream_exactly_at_the_limit_passes_wrongly_no_oftener_than_allowed(int n) {
        var random = new Random(n);
        int trials = 20_000;
        int passed = 0;
        int failed = 0;
        for (int t = 0; t < trials; t++) {
            int wrong = (int) Arrays.stream(random.doubles(n).toArray())
                    .filter(u -> u >= 0.95)
                    .count();
            passed += OrderStatistics.holds(n, wrong, 0.05, 0.95) ? 1 : 0;
            failed += OrderStatistics.broken(n, wrong, 0.05, 0.95) ? 1 : 0;
        }
        double most = 0.05 + 3 * Math.sqrt(0.05 * 0.95 / trials);
        assertThat(passed / (double) trials).as("seed %d", n).isLessThanOrEqualTo(most);
        assertThat(failed / (double) trials).as("seed %d", n).isLessThanOrEqualTo(most);
    }
}
