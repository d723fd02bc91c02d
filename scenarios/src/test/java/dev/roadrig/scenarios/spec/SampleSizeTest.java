package dev.roadrig.scenarios.spec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleSizeTest {

    /** The column t = 0 of MLPerf's early stopping, recomputed; 59, 299 and 2995 at 95 % are the usual table. */
    @ParameterizedTest
    @CsvSource({
        "0.50, 0.99, 7",
        "0.90, 0.99, 44",
        "0.95, 0.99, 90",
        "0.97, 0.99, 152",
        "0.99, 0.99, 459",
        "0.999, 0.99, 4603",
        "0.90, 0.95, 29",
        "0.95, 0.95, 59",
        "0.99, 0.95, 299",
        "0.999, 0.95, 2995",
        "0.5, 0.75, 2",
        "0.1, 0.9, 1",
    })
    void the_floor_of_a_percentile_is_the_published_one(double quantile, double confidence, long samples) {
        assertThat(SampleSize.atMost(quantile, confidence)).isEqualTo(samples);
        assertThat(SampleSize.atLeast(1 - quantile, confidence)).isEqualTo(samples);
    }
}
