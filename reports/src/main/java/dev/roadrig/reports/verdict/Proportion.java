package dev.roadrig.reports.verdict;

import dev.roadrig.reports.verdict.Finding.Interval;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** Wilson's interval of a proportion: stays between 0 and 1 and says something at 0 of n too. */
public final class Proportion {
    private Proportion() {}

    /**
     * Two-sided.
     *
     * @param n 1 or more
     */
    public static Interval wilson(int hits, int n, double confidence) {
        if (n < 1 || hits < 0 || hits > n) {
            throw new IllegalArgumentException(hits + " of " + n + " is no proportion");
        }
        double z = NormalDistribution.of(0, 1).inverseSurvivalProbability((1 - confidence) / 2);
        double p = (double) hits / n;
        double scale = 1 + z * z / n;
        double centre = (p + z * z / (2.0 * n)) / scale;
        double half = z * Math.sqrt(p * (1 - p) / n + z * z / (4.0 * n * n)) / scale;
        return new Interval(
                hits == 0 ? 0 : Math.max(0, centre - half), hits == n ? 1 : Math.min(1, centre + half), confidence);
    }
}
