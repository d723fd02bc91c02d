package dev.roadrig.boards.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.roadrig.agent.Pacer;
import dev.roadrig.agent.Pacer.Pace;
import dev.roadrig.agent.Pacer.Stage;
import dev.roadrig.boards.os.SystemClock;
import dev.roadrig.boards.soc.Crystal;
import dev.roadrig.boards.soc.SocModel;
import dev.roadrig.boards.soc.SocProfile;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.scenarios.time.VirtualTicker;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Two boxes take the dash-cam's chip 18 ms, 10 ms and 5.04 ms. */
class ProfilePacerTest {
    private static final long MS = 1_000_000;
    private static final SocProfile DASHCAM = SocProfile.dashcam();

    private final VirtualTicker ticker = new VirtualTicker(Instant.EPOCH);
    private final SocModel soc = new SocModel(DASHCAM, 0);
    private final SystemClock clock = clock(ticker);

    @Test
    void stages_follow_each_other_at_the_profiles_times_while_the_work_runs_ahead() {
        Pace pace = new ProfilePacer(clock, soc, Optional.empty(), () -> {}).frame();
        long start = clock.nanos();
        passes(3 * MS);
        assertThat(pace.begin(Stage.PREPROCESS, 2, start)).isEqualTo(start);
        assertThat(pace.end(Stage.PREPROCESS, clock.nanos())).isEqualTo(start + 18 * MS);
        assertThat(pace.begin(Stage.INFERENCE, 2, clock.nanos())).isEqualTo(start + 18 * MS);
        assertThat(pace.end(Stage.INFERENCE, clock.nanos())).isEqualTo(start + 28 * MS);
        assertThat(pace.begin(Stage.POSTPROCESS, 2, clock.nanos())).isEqualTo(start + 28 * MS);
        assertThat(pace.end(Stage.POSTPROCESS, clock.nanos())).isEqualTo(start + 33_040_000);
    }

    @Test
    void the_chip_draws_each_stages_power_at_the_profiles_time_and_not_at_the_works() {
        Pace pace = new ProfilePacer(clock, soc, Optional.empty(), () -> {}).frame();
        for (Stage stage : Stage.values()) {
            pace.begin(stage, 2, clock.nanos());
            pace.end(stage, clock.nanos());
        }
        double idle = DASHCAM.idleWatts();
        assertThat(soc.read(10 * MS).watts()).isCloseTo(idle + 0.90, within(1e-9));
        assertThat(soc.read(20 * MS).watts()).isCloseTo(idle + 2.60, within(1e-9));
        assertThat(soc.read(30 * MS).watts()).isCloseTo(idle + 0.60, within(1e-9));
        assertThat(soc.read(40 * MS).watts()).isCloseTo(idle, within(1e-9));
    }

    @Test
    void work_that_outlasts_all_the_stages_is_an_overrun_by_as_much() throws Exception {
        Pace pace = new ProfilePacer(clock, soc, Optional.empty(), () -> {}).frame();
        pace.begin(Stage.PREPROCESS, 2, clock.nanos());
        long end = pace.end(Stage.PREPROCESS, clock.nanos());
        passes(30 * MS);
        assertThat(pace.release()).isEqualTo(new Pacer.Release(clock.nanos() - end, 0));
        assertThat(clock.nanos() - end).isGreaterThan(11 * MS);
    }

    @Test
    void an_answer_is_held_back_until_the_last_stage_has_ended() throws Exception {
        try (var real = new RealTicker("pacer-test")) {
            SystemClock own = clock(real);
            Pace pace = new ProfilePacer(own, new SocModel(DASHCAM, 0), Optional.empty(), () -> {}).frame();
            pace.begin(Stage.PREPROCESS, 0, own.nanos());
            long end = pace.end(Stage.PREPROCESS, own.nanos());
            Pacer.Release release = pace.release();
            long left = own.nanos() - end;
            assertThat(left).isNotNegative();
            // Whichever of the two it was, all of it is the host's, and what came after is not in it.
            assertThat(release.overrunNanos() + release.lateNanos()).isBetween(0L, left);
        }
    }

    private void passes(long nanos) {
        boolean unused = ticker.await(() -> false, ticker.in(Duration.ofNanos(nanos)));
    }

    private static SystemClock clock(Ticker ticker) {
        return new SystemClock(ticker, new Crystal(5_000_000_000L, 200), "boot", Duration.ZERO);
    }
}
