package dev.roadrig.harness.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.harness.reproduce.SequentialTest.Decision;
import dev.roadrig.reports.reproduce.Shown;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SequentialTestTest {

    @Test
    void a_failure_that_always_shows_needs_two_runs_and_one_run_without_it_is_enough() {
        var shows = new SequentialTest(1, 0);
        shows.add(Shown.YES);
        assertThat(shows.decision()).isEqualTo(Decision.OPEN);
        shows.add(Shown.UNUSABLE);
        shows.add(Shown.YES);
        assertThat(shows.decision()).isEqualTo(Decision.SHOWS);
        assertThat(shows.rate().runs()).isEqualTo(2);

        var sound = new SequentialTest(1, 0);
        sound.add(Shown.NO);
        assertThat(sound.decision()).isEqualTo(Decision.SHOWS_NO_MORE);
    }

    /** Wald's bound on both errors is 5 %; 2,000 seeded tests leave room for 3 standard deviations. */
    @ParameterizedTest
    @CsvSource({"0.15, 0.15, SHOWS", "0.15, 0.0, SHOWS_NO_MORE", "0.15, 0.01, SHOWS_NO_MORE", "0.6, 0.6, SHOWS"})
    void it_is_wrong_as_seldom_as_it_says(double failing, double truth, Decision right) {
        var random = new SplittableRandom(11);
        int wrong = 0;
        for (int i = 0; i < 2_000; i++) {
            var test = new SequentialTest(failing, 0);
            while (test.decision() == Decision.OPEN) {
                test.add(random.nextDouble() < truth ? Shown.YES : Shown.NO);
            }
            wrong += test.decision() == right ? 0 : 1;
        }
        assertThat(wrong / 2_000.0).isLessThan(0.05 + 3 * Math.sqrt(0.05 * 0.95 / 2_000));
    }
}
