package dev.roadrig.scenarios.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.scenarios.link.Jitter.Distribution;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JitterTest {
    private static final int PACKETS = 200_000;

    private static Draws draws(long seed) {
        return packet -> new SplittableRandom(seed * 0x9e3779b97f4a7c15L + packet * 0xd1342543de82ef95L).nextDouble();
    }

    @ParameterizedTest
    @CsvSource({
        "NORMAL, 0",
        "NORMAL, 0.5",
        "NORMAL, 0.9",
        "UNIFORM, 0",
        "UNIFORM, 0.7",
        "PARETO, 0",
    })
    void the_deviation_the_mean_and_the_correlation_are_those_asked(Distribution distribution, double correlation) {
        var jitter = new Jitter(Duration.ofMillis(2), distribution, correlation);
        double sum = 0;
        double squares = 0;
        double products = 0;
        double before = 0;
        for (int packet = 0; packet < PACKETS; packet++) {
            double ms = jitter.nanos(packet, draws(1), draws(2)) / 1e6;
            sum += ms;
            squares += ms * ms;
            products += ms * before;
            before = ms;
        }
        double mean = sum / PACKETS;
        double variance = squares / PACKETS - mean * mean;
        assertThat(mean).isBetween(-0.05, 0.05);
        // A Pareto distribution of shape 3 has no fourth moment: its sample deviation converges slowly.
        double tolerance = distribution == Distribution.PARETO ? 0.25 : 0.02;
        assertThat(Math.sqrt(variance)).isBetween(2 * (1 - tolerance), 2 * (1 + tolerance));
        assertThat(products / PACKETS / variance).isBetween(correlation - 0.02, correlation + 0.02);
    }

    @ParameterizedTest
    @CsvSource({"0, 0.5", "1, 0.8413447", "-1, 0.1586553", "3, 0.9986501", "-6, 0.0000000"})
    void the_normal_distribution_is_that_of_the_tables(double x, double share) {
        assertThat(Normal.cumulative(x)).isBetween(share - 1e-7, share + 1e-7);
    }
}
