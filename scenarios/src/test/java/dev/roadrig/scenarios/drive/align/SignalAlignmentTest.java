package dev.roadrig.scenarios.drive.align;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two recordings of one speed lie where they fit, and nowhere where they fit in more than one way or not at all. */
class SignalAlignmentTest {
    private static final long UTC = 1_533_226_488_000_000_000L;

    /** A town's traffic: targets of speed that are approached, by a seed. */
    private static DoubleUnaryOperator traffic(int seed, double seconds) {
        var random = new Random(seed);
        double[] speeds = new double[(int) (seconds * 10) + 200];
        double speed = 10;
        double target = 10;
        double left = 0;
        for (int i = 0; i < speeds.length; i++) {
            if (left <= 0) {
                target = 4 + 16 * random.nextDouble();
                left = 3 + 9 * random.nextDouble();
            }
            left -= 0.1;
            speed += Math.max(-0.25, Math.min(0.2, (target - speed) * 0.05));
            speeds[i] = speed;
        }
        return t -> {
            double at = Math.max(0, Math.min(speeds.length - 2, (t + 10) * 10));
            int i = (int) at;
            return speeds[i] + (speeds[i + 1] - speeds[i]) * (at - i);
        };
    }

    /** Samples of a speed on a clock that shows {@code ahead} more, and runs fast by a skew. */
    private static SpeedReference record(DoubleUnaryOperator speed, int seed, double[] form) {
        double seconds = form[0];
        double interval = form[1];
        double ahead = form[2];
        double skew = form[3];
        double noise = form[4];
        var random = new Random(seed + 1_000);
        var recorded = new SpeedReference("speed " + seed);
        for (double t = interval * random.nextDouble(); t < seconds; t += interval) {
            double value = speed.applyAsDouble(t) + noise * random.nextGaussian();
            recorded.add(UTC + Math.round((t * (1 + skew) + ahead) * 1e9), value, Double.NaN);
        }
        return recorded;
    }

    private static double ahead(Alignment alignment) {
        ClockMap map = alignment.clock().orElseThrow();
        return -map.offset(map.localNanos()) / 1e9;
    }

    @ParameterizedTest
    @CsvSource({"0.1, 0.0123", "0.1, 1.7", "0.05, -3.33", "0.02, 0.5", "0.5, 7.25", "1, -2.4"})
    void a_shift_is_found_to_a_fraction_of_a_sample(double interval, double ahead) {
        int outside = 0;
        for (int seed = 1; seed <= 20; seed++) {
            DoubleUnaryOperator speed = traffic(seed, 120);
            SpeedReference gnss = record(speed, seed, new double[] {120, 0.1, 0, 0, 0.08});
            SpeedReference other = record(speed, seed + 500, new double[] {120, interval, ahead, 0, 0.05});
            Alignment alignment = gnss.align(other);
            assertThat(alignment.isAligned()).as("seed %d: %s", seed, alignment).isTrue();
            double error = ahead(alignment) - ahead;
            double sigma = alignment.residualNanos() / 1e9;
            assertThat(sigma).as("seed %d", seed).isLessThan(interval < 1 ? 0.03 : 0.08);
            assertThat(Math.abs(error)).as("seed %d", seed).isLessThan(5 * sigma);
            outside += Math.abs(error) > 2 * sigma ? 1 : 0;
        }
        assertThat(outside).as("of 20 outside of two sigma").isLessThanOrEqualTo(4);
    }

    @Test
    void a_skew_is_found_where_the_recording_is_long_enough() {
        DoubleUnaryOperator speed = traffic(3, 1_800);
        SpeedReference gnss = record(speed, 3, new double[] {1_800, 0.1, 0, 0, 0.08});
        Alignment skewed = gnss.align(record(speed, 4, new double[] {1_800, 0.1, 2, 150e-6, 0.05}));
        assertThat(skewed.clock().orElseThrow().skew() * 1e6).isEqualTo(-150, within(20.0));
        assertThat(skewed.skewNote().orElseThrow()).startsWith("skew +1");
        long at = Math.round(1_500 * 1e9);
        assertThat(skewed.clock().orElseThrow().utc(UTC + Math.round(1_500 * (1 + 150e-6) * 1e9) + 2_000_000_000L)
                        - UTC)
                .isCloseTo(at, within(60_000_000L));
        Alignment alike = gnss.align(record(speed, 5, new double[] {1_800, 0.1, 2, 0, 0.05}));
        assertThat(alike.clock().orElseThrow().skew()).isZero();
        assertThat(alike.skewNote().orElseThrow()).startsWith("no skew seen, one sigma ");
    }

    @Test
    void a_constant_speed_tells_nothing() {
        SpeedReference gnss = record(t -> 20, 1, new double[] {60, 0.1, 0, 0, 0.1});
        Alignment alignment = gnss.align(record(t -> 20, 2, new double[] {60, 0.1, 1, 0, 0.1}));
        assertThat(alignment.isAligned()).isFalse();
        assertThat(alignment.method()).contains("the reference varies by only 0.0", "m/s, and 0.30 are needed");
    }

    @Test
    void a_ramp_fits_a_ramp_anywhere_and_tells_nothing() {
        SpeedReference gnss = record(t -> 5 + 0.3 * t, 1, new double[] {60, 0.1, 0, 0, 0.1});
        assertThat(gnss.align(record(t -> 5 + 0.3 * t, 2, new double[] {60, 0.1, 1, 0, 0.1}))
                        .isAligned())
                .isFalse();
    }

    @Test
    void a_speed_that_repeats_itself_fits_in_more_than_one_way() {
        DoubleUnaryOperator waves = t -> 15 + 3 * Math.sin(2 * Math.PI * t / 8);
        SpeedReference gnss = record(waves, 1, new double[] {90, 0.1, 0, 0, 0.1});
        Alignment alignment = gnss.align(record(waves, 2, new double[] {90, 0.1, 1, 0, 0.1}));
        assertThat(alignment.isAligned()).isFalse();
        assertThat(alignment.method()).contains("more than one shift fits");
    }

    @Test
    void speeds_of_two_different_drives_do_not_fit() {
        int aligned = 0;
        for (int seed = 1; seed <= 40; seed++) {
            SpeedReference gnss = record(traffic(seed, 90), seed, new double[] {90, 0.1, 0, 0, 0.08});
            SpeedReference other = record(traffic(seed + 100, 90), seed, new double[] {90, 0.1, 0, 0, 0.05});
            aligned += gnss.align(other).isAligned() ? 1 : 0;
        }
        assertThat(aligned).as("of 40 pairs").isZero();
    }

    @Test
    void a_hole_in_the_positions_is_not_bridged() {
        DoubleUnaryOperator speed = traffic(9, 120);
        var gnss = new SpeedReference("holed");
        for (int i = 0; i < 1_200; i++) {
            if (i < 400 || i > 700) {
                gnss.add(UTC + i * 100_000_000L, speed.applyAsDouble(i * 0.1), Double.NaN);
            }
        }
        Alignment alignment = gnss.align(record(speed, 9, new double[] {120, 0.05, -0.8, 0, 0.05}));
        assertThat(ahead(alignment)).isEqualTo(-0.8, within(3 * alignment.residualNanos() / 1e9 + 1e-3));
        assertThat(alignment.points()).isLessThan(900);
    }

    @Test
    void too_few_samples_and_too_seldom_ones_are_told() {
        SpeedReference gnss = record(traffic(1, 60), 1, new double[] {60, 0.1, 0, 0, 0.05});
        assertThat(gnss.align(new SpeedReference("none")).method()).isEqualTo("no speed on both sides to compare");
        assertThat(gnss.align(record(traffic(1, 60), 1, new double[] {60, 5, 0, 0, 0.05}))
                        .method())
                .endsWith("a sample every 5.00 s is too seldom");
        assertThat(gnss.align(record(traffic(1, 8), 1, new double[] {8, 0.1, 0, 0, 0.05}))
                        .isAligned())
                .isFalse();
    }
}
