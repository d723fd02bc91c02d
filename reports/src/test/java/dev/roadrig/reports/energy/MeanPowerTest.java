package dev.roadrig.reports.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MeanPowerTest {
    private static final long MS = 1_000_000;

    private static MeanPower ramp(int but) {
        long[] ends = LongStream.rangeClosed(1, 100)
                .filter(i -> i != but)
                .map(i -> i * MS)
                .toArray();
        long[] lengths = new long[ends.length];
        Arrays.fill(lengths, MS);
        return new MeanPower(
                ends,
                lengths,
                Arrays.stream(ends).mapToDouble(end -> (end - MS / 2) / 1e9).toArray());
    }

    @Test
    void means_of_a_ramp_are_exact_for_whole_intervals_and_off_by_a_known_amount_within_one() {
        assertThat(ramp(0).joules(10 * MS, 30 * MS)).isEqualTo((0.03 * 0.03 - 0.01 * 0.01) / 2, within(1e-15));
        double exact = (0.0305 * 0.0305 - 0.01 * 0.01) / 2;
        assertThat(ramp(0).joules(10 * MS, 30 * MS + MS / 2)).isEqualTo(exact + 0.0005 * 0.00025, within(1e-12));
    }

    @Test
    void a_window_with_a_gap_in_it_or_at_its_edge_has_no_energy() {
        assertThat(ramp(20).covers(10 * MS, 19 * MS)).isTrue();
        assertThat(ramp(20).covers(10 * MS, 30 * MS)).isFalse();
        assertThat(ramp(20).covers(19 * MS + 1, 30 * MS)).isFalse();
        assertThatThrownBy(() -> ramp(20).joules(10 * MS, 30 * MS)).hasMessage("no samples cover 10000000 to 30000000");
    }

    @Test
    void each_term_of_the_uncertainty_is_in_it() {
        var all = new EnergyUncertainty(0.01, 5e-3, 5e-3, 1e-3);
        assertThat(all.joules(80, 10, 6)).isEqualTo(0.8067, within(5e-5));
        assertThat(new EnergyUncertainty(0.01, 0, 0, 0).joules(80, 10, 6)).isEqualTo(0.8, within(1e-12));
        assertThat(new EnergyUncertainty(0, 5e-3, 0, 0).joules(80, 10, 6)).isEqualTo(0.05, within(1e-12));
        assertThat(new EnergyUncertainty(0, 0, 5e-3, 0).joules(80, 10, 6))
                .isEqualTo(0.03 * Math.sqrt(2), within(1e-12));
        assertThat(new EnergyUncertainty(0, 0, 0, 1e-3).joules(80, 10, 6)).isEqualTo(0.08, within(1e-12));
    }
}
