package dev.roadrig.reports.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateTest {

    @Test
    void three_of_twenty_has_wilsons_interval_and_unusable_runs_count_for_nothing() {
        Rate rate = new Rate(2, 19).plus(Shown.YES).plus(Shown.UNUSABLE);

        assertThat(rate.text()).isEqualTo("3 of 20 runs, 15.0 % (5.2 .. 36.0 %)");
        assertThat(new Rate(0, 0).text()).isEqualTo("0 of 0 runs, 0.0 % (0.0 .. 100.0 %)");
    }

    /** Fisher's own example (a lady tasting tea, 3 of 4 right) and tables of R's fisher.test. */
    @ParameterizedTest
    @CsvSource({
        "3, 4, 1, 4, 0.4857142857",
        "1, 12, 9, 12, 0.0027594562",
        "0, 20, 3, 20, 0.2307692308",
        "0, 20, 20, 20, 1.4508889e-11",
        "5, 5, 7, 7, 1",
        "0, 0, 7, 7, 1"
    })
    void the_exact_test_gives_published_values(int a, int n, int b, int m, double p) {
        assertThat(new Rate(a, n).sameAs(new Rate(b, m))).isCloseTo(p, within(p * 1e-7 + 1e-15));
        assertThat(new Rate(b, m).sameAs(new Rate(a, n))).isCloseTo(p, within(p * 1e-7 + 1e-15));
    }
}
