package dev.roadrig.boards.soc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SocModelTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final SocProfile dashcam = SocProfile.dashcam();

    @Test
    void an_idle_chip_settles_at_ambient_plus_resistance_times_watts() {
        var soc = new SocModel(dashcam, 0);

        assertThat(soc.read(3600 * SECOND).celsius()).isCloseTo(35 + 12 * 2.10, within(1e-6));
    }

    @Test
    void after_one_time_constant_it_has_gone_63_percent_of_the_way() {
        var soc = new SocModel(dashcam, 0);

        double expected = 35 + 12 * 2.10 * (1 - Math.exp(-1));
        assertThat(soc.read(90 * SECOND).celsius()).isCloseTo(expected, within(1e-9));
    }

    @Test
    void energy_is_idle_power_plus_what_ran() {
        var soc = new SocModel(dashcam, 0);
        soc.begin(Stage.INFERENCE, 2 * SECOND);
        soc.end(Stage.INFERENCE, 5 * SECOND);

        assertThat(soc.read(10 * SECOND).joules()).isCloseTo(10 * 2.10 + 3 * 2.60, within(1e-9));
    }

    @Test
    void how_often_it_is_read_changes_nothing() {
        var seldom = new SocModel(dashcam, 0);
        var often = new SocModel(dashcam, 0);
        for (SocModel soc : List.of(seldom, often)) {
            soc.begin(Stage.INFERENCE, SECOND);
            soc.end(Stage.INFERENCE, 40 * SECOND);
        }
        var random = new SplittableRandom(7);
        for (long at = 0; at < 60 * SECOND; at += 1 + random.nextLong(SECOND)) {
            often.read(at);
        }

        SocModel.Reading a = seldom.read(60 * SECOND);
        SocModel.Reading b = often.read(60 * SECOND);

        assertThat(b.celsius()).isCloseTo(a.celsius(), within(1e-9));
        assertThat(b.joules()).isCloseTo(a.joules(), within(1e-9));
    }

    @Test
    void without_supply_it_draws_nothing_and_forgets_what_ran() {
        var soc = new SocModel(dashcam, 0);
        soc.begin(Stage.INFERENCE, 0);
        soc.end(Stage.INFERENCE, 9 * SECOND);
        soc.power(false, SECOND);

        assertThat(soc.read(2 * SECOND).watts()).isZero();
        assertThat(soc.read(2 * SECOND).joules()).isCloseTo(2.10 + 2.60, within(1e-9));
        soc.power(true, 3 * SECOND);
        assertThat(soc.read(3 * SECOND).watts()).isEqualTo(2.10);
    }

    @Test
    void too_hot_it_slows_down_until_it_is_5_kelvin_cooler() {
        var soc = new SocModel(dashcam, 0);
        for (int i = 0; i < 3; i++) {
            soc.begin(Stage.INFERENCE, 0);
        }
        long full = dashcam.time(Stage.INFERENCE).nanos(2);

        assertThat(soc.stageNanos(Stage.INFERENCE, 2, 0)).isEqualTo(full);
        assertThat(soc.stageNanos(Stage.INFERENCE, 2, 900 * SECOND)).isEqualTo(Math.round(full * 1.6));

        soc.reset(900 * SECOND);
        assertThat(soc.stageNanos(Stage.INFERENCE, 2, 901 * SECOND)).isEqualTo(Math.round(full * 1.6));
        assertThat(soc.stageNanos(Stage.INFERENCE, 2, 1200 * SECOND)).isEqualTo(full);
    }
}
