package dev.roadrig.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.reports.reproduce.Rate;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When a replay has counted enough runs. */
class ReplayPlanTest {
    private static ReplaySession.Plan plan(int runs, boolean untilFails, boolean shrink) {
        return new ReplaySession.Plan(runs, untilFails, shrink, Duration.ofMillis(500), 10, Optional.empty());
    }

    @Test
    void a_rate_takes_all_runs_that_were_asked_for_also_where_all_fail_and_where_none_could_tell() {
        ReplaySession.Plan five = plan(5, false, false);
        assertThat(five.enough(4, new Rate(4, 4))).isFalse();
        assertThat(five.enough(5, new Rate(5, 5))).isTrue();
        assertThat(five.enough(5, new Rate(0, 0))).isTrue();
    }

    @Test
    void a_search_begins_after_three_failures_in_three_runs_and_not_where_one_run_was_sound() {
        ReplaySession.Plan search = plan(20, false, true);
        assertThat(search.enough(2, new Rate(2, 2))).isFalse();
        assertThat(search.enough(3, new Rate(3, 3))).isTrue();
        assertThat(search.enough(4, new Rate(3, 4))).isFalse();
        assertThat(search.enough(4, new Rate(3, 3))).as("one could not tell").isTrue();
        assertThat(search.enough(20, new Rate(3, 20))).isTrue();
    }

    @Test
    void the_first_failure_ends_runs_until_one_fails() {
        ReplaySession.Plan untilFails = plan(20, true, false);
        assertThat(untilFails.enough(3, new Rate(0, 3))).isFalse();
        assertThat(untilFails.enough(4, new Rate(1, 4))).isTrue();
    }
}
