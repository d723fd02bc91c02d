package dev.roadrig.reports.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PowerCurveTest {
    private static final long MS = 1_000_000;
    private static final long[] TIMES =
            LongStream.range(0, 101).map(i -> i * 10 * MS).toArray();

    @Test
    void constant_power_gives_exact_energy_for_any_window() {
        double[] watts = new double[TIMES.length];
        Arrays.fill(watts, 2.5);
        var curve = new PowerCurve(TIMES, watts);
        assertThat(curve.joules(3_333_333, 777_777_777)).isEqualTo(2.5 * 0.774444444, within(1e-12));
        assertThat(curve.joules(12 * MS, 13 * MS)).isEqualTo(0.0025, within(1e-15));
        assertThat(curve.joules(0, 1_000 * MS)).isEqualTo(2.5, within(1e-12));
        assertThat(curve.joules(20 * MS, 20 * MS)).isZero();
        assertThat(curve.samplesPerSecond()).isEqualTo(100);
    }

    @Test
    void a_ramp_is_exact_at_fractional_edges_too() {
        var curve = new PowerCurve(
                TIMES, Arrays.stream(TIMES).mapToDouble(t -> t / 1e9).toArray());
        assertThat(curve.joules(105 * MS, 905 * MS)).isEqualTo((0.905 * 0.905 - 0.105 * 0.105) / 2, within(1e-12));
    }

    @Test
    void a_window_outside_the_samples_has_no_energy() {
        var curve = new PowerCurve(TIMES, new double[TIMES.length]);
        assertThat(curve.covers(-1, 5)).isFalse();
        assertThat(curve.covers(0, 1_000 * MS)).isTrue();
        assertThatThrownBy(() -> curve.joules(0, 1_000 * MS + 1)).hasMessageContaining("no samples cover");
        assertThat(new PowerCurve(new long[] {5}, new double[] {1}).covers(5, 5))
                .isFalse();
        assertThatThrownBy(() -> new PowerCurve(new long[] {5, 4}, new double[] {1, 1}))
                .hasMessage("samples go back in time at 1");
    }

    @Test
    void threefold_reading_is_seen_as_repeats() {
        double[] values = {1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3, 3, 4, 4, 4};
        boolean[] repeated = Repeats.mark(new long[15], values, 0);
        for (int i = 0; i < repeated.length; i++) {
            assertThat(repeated[i]).as("reading %d", i).isEqualTo(i % 3 != 0);
        }
        assertThat(Repeats.mark(new long[0], new double[0], 0)).isEmpty();
        assertThat(Repeats.mark(new long[3], new double[] {1, 2, 3}, 0)).containsExactly(false, false, false);
    }

    @Test
    void a_stated_period_tells_equal_samples_from_repeats() {
        long[] nanos = {0, 5, 10, 15, 20, 25};
        assertThat(Repeats.mark(nanos, new double[] {1, 1, 1, 1, 1, 2}, 10))
                .containsExactly(false, true, false, true, false, false);
    }
}
