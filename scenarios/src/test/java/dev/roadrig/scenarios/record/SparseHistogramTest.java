package dev.roadrig.scenarios.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SparseHistogramTest {
    @Test
    void a_quantile_is_the_nearest_rank_and_at_most_a_bucket_above_it() {
        var random = new SplittableRandom(7);
        long[] values = random.longs(20_000, 0, 300_000_000).toArray();
        var histogram = new SparseHistogram();
        Arrays.stream(values).forEach(histogram::add);
        Arrays.sort(values);
        for (double share : new double[] {0, 0.01, 0.5, 0.9, 0.99, 1}) {
            long exact = values[(int) Math.max(0, Math.ceil(share * values.length) - 1)];
            assertThat(histogram.quantile(share))
                    .as("share %s", share)
                    .isBetween(exact, exact + Math.max(1_023, exact / 1_000 + 1));
        }
    }

    @Test
    void what_a_record_holds_adds_up_to_the_same() {
        var one = new SparseHistogram();
        var other = new SparseHistogram();
        var both = new SparseHistogram();
        for (long i = -5_000; i < 5_000_000; i += 777) {
            (i % 2 == 0 ? one : other).add(i);
            both.add(i);
        }
        var sum = new SparseHistogram();
        sum.add(one.message());
        sum.add(other.message());
        assertThat(sum.message()).isEqualTo(both.message());
        assertThat(sum.count()).isEqualTo(both.count());
        assertThat(sum.quantile(0)).isNegative();
    }

    @Test
    void nothing_has_no_quantile() {
        assertThatIllegalStateException().isThrownBy(() -> new SparseHistogram().quantile(0.5));
    }
}
