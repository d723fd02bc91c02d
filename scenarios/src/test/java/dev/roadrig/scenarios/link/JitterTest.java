package dev.roadrig.scenarios.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.roadrig.scenarios.link.Jitter.Distribution;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        var known = new Jitter.Known();
        for (int packet = 0; packet < PACKETS; packet++) {
            double ms = jitter.nanos(packet, draws(1), draws(2), known) / 1e6;
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

    /** What all packets before one still weigh, added up for each by itself. */
    private static double formula(long packet, double correlation) {
        double sum = 0;
        double squares = 0;
        double weight = 1;
        for (long at = packet; weight > 1e-4; at--, weight *= correlation) {
            sum += weight * Normal.deviate(draws(1).uniform(at), draws(2).uniform(at));
            squares += weight * weight;
        }
        return 2e6 * sum / Math.sqrt(squares);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 0.9, 0.999})
    void what_is_carried_on_from_packet_to_packet_is_the_sum_over_all_before(double correlation) {
        var jitter = new Jitter(Duration.ofMillis(2), Distribution.NORMAL, correlation);
        var inOrder = new Jitter.Known();
        for (long packet = 0; packet < 2_100; packet++) {
            long nanos = jitter.nanos(packet, draws(1), draws(2), inOrder);
            if (packet % 97 == 0 || packet % 1_024 == 1_023) {
                assertThat((double) nanos).as("packet %d", packet).isCloseTo(formula(packet, correlation), within(1.0));
            }
            if (packet % 397 == 0) {
                assertThat(jitter.nanos(packet, draws(1), draws(2), new Jitter.Known()))
                        .as("by itself, packet %d", packet)
                        .isEqualTo(nanos);
            }
        }
        long again = jitter.nanos(17, draws(1), draws(2), inOrder);
        assertThat(again).isEqualTo(jitter.nanos(17, draws(1), draws(2), new Jitter.Known()));
        var other = new Jitter(Duration.ofMillis(2), Distribution.NORMAL, 0.5);
        assertThat(other.nanos(18, draws(1), draws(2), inOrder))
                .as("another correlation takes nothing over")
                .isEqualTo(other.nanos(18, draws(1), draws(2), new Jitter.Known()));
    }

    @Test
    void a_packet_in_its_order_costs_few_draws_however_long_the_memory() {
        var jitter = new Jitter(Duration.ofMillis(2), Distribution.NORMAL, 0.999);
        var known = new Jitter.Known();
        long[] drawn = {0};
        Draws counted = packet -> {
            drawn[0]++;
            return draws(1).uniform(packet);
        };
        for (int packet = 0; packet < 10_240; packet++) {
            jitter.nanos(packet, counted, draws(2), known);
        }
        assertThat(drawn[0]).isLessThan(12L * 10_240);
    }
}
