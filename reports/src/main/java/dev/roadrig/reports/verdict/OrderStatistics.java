package dev.roadrig.reports.verdict;

import java.util.OptionalInt;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * Exact, distribution-free rules for quantiles by counting: how many of n samples lie on the wrong side of a limit.
 * The percentile itself is the nearest rank, x[ceil(n p)] counted from 1, which never invents a value that was not
 * measured.
 *
 * <p>The rule to pass is the early stopping rule of MLPerf's load generator with d = 0: with t samples over and h
 * under, sum over x from 0 to t of C(h+t, x) p^(h+t-x) (1-p)^x must be at most 1 - c. The rule to fail is its mirror
 * image. Both equal a comparison of the limit with a one-sided confidence bound that is an order statistic.
 */
final class OrderStatistics {
    /** Beyond this many more samples a wish list is of no use. */
    private static final int MOST_NEEDED = 100_000_000;

    private OrderStatistics() {}

    /** The 1-based nearest rank of a quantile among n samples. */
    static int nearestRank(int n, double quantile) {
        if (n < 1) {
            throw new IllegalArgumentException("no rank among " + n + " samples");
        }
        // A product such as 0.95 * 20 can come out a hair above the whole number that it is.
        int rank = (int) Math.ceil(n * quantile - 1e-9 * n);
        return Math.min(n, Math.max(1, rank));
    }

    /**
     * Whether it is shown that at most a share of the population is wrong.
     *
     * @param n samples
     * @param wrong how many are on the wrong side of the limit
     * @param allowed the share of the population that may be, such as 0.05 for p95
     */
    static boolean holds(int n, int wrong, double allowed, double confidence) {
        return n > 0 && BinomialDistribution.of(n, allowed).cumulativeProbability(wrong) <= 1 - confidence;
    }

    /** Whether it is shown that more than a share of the population is wrong. */
    static boolean broken(int n, int wrong, double allowed, double confidence) {
        return n > 0
                && wrong > 0
                && BinomialDistribution.of(n, allowed).survivalProbability(wrong - 1) <= 1 - confidence;
    }

    /** The smallest n that holds with so many wrong ones. */
    static int needed(int wrong, double allowed, double confidence) {
        int high = wrong + 1;
        while (!holds(high, wrong, allowed, confidence)) {
            if (high >= MOST_NEEDED) {
                return MOST_NEEDED;
            }
            high = (int) Math.min(MOST_NEEDED, 2L * high);
        }
        int low = wrong;
        while (high - low > 1) {
            int middle = low + (high - low) / 2;
            if (holds(middle, wrong, allowed, confidence)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    /**
     * Ranks of the order statistics that cover a quantile, equal-tailed; counted from 1.
     *
     * @param low empty when no sample is a lower bound
     * @param high empty when no sample is an upper bound; the maximum is none
     * @param coverage the probability of the quantile to lie between, with an absent end open
     */
    record Ranks(OptionalInt low, OptionalInt high, double coverage) {}

    /** The largest low rank and the smallest high rank with at most (1-c)/2 outside each. */
    static Ranks interval(int n, double quantile, double confidence) {
        double tail = (1 - confidence) / 2;
        var below = BinomialDistribution.of(n, quantile);
        int low = largest(n, r -> below.cumulativeProbability(r - 1) <= tail);
        int high = n + 1 - largest(n, r -> below.survivalProbability(n - r) <= tail);
        double covered = (high > n ? 1 : below.cumulativeProbability(high - 1))
                - (low < 1 ? 0 : below.cumulativeProbability(low - 1));
        return new Ranks(
                low < 1 ? OptionalInt.empty() : OptionalInt.of(low),
                high > n ? OptionalInt.empty() : OptionalInt.of(high),
                covered);
    }

    /** The largest r of 1..n for which a condition holds that holds for all smaller ones; 0 for none. */
    private static int largest(int n, java.util.function.IntPredicate holds) {
        int low = 0;
        int high = n + 1;
        while (high - low > 1) {
            int middle = low + (high - low) / 2;
            if (holds.test(middle)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
