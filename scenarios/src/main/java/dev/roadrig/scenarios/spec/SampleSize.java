package dev.roadrig.scenarios.spec;

/**
 * The least number of samples that can carry a requirement, all of them being right. Source: the probability that n
 * independent samples all lie under the p-quantile is p^n; with the confidence c it must be at most 1 - c.
 */
public final class SampleSize {
    /** Room for the rounding of {@code 1 - c}, far under what one sample more or less changes. */
    private static final double ROUNDING = 1 + 1e-12;

    private SampleSize() {}

    /**
     * For a percentile that must be at most a limit: the smallest n with p^n <= 1 - c.
     *
     * @param quantile p, between 0 and 1
     * @param confidence c, between 0 and 1
     */
    public static long atMost(double quantile, double confidence) {
        return floor(quantile, confidence);
    }

    /** For a percentile that must be at least a limit: the smallest n with (1 - p)^n <= 1 - c. */
    public static long atLeast(double quantile, double confidence) {
        return floor(1 - quantile, confidence);
    }

    private static long floor(double p, double confidence) {
        if (!(p > 0 && p < 1 && confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException("not between 0 and 1: " + p + ", " + confidence);
        }
        double room = (1 - confidence) * ROUNDING;
        long n = Math.max(1, (long) Math.floor(Math.log(1 - confidence) / Math.log(p)) - 1);
        while (Math.pow(p, (double) n) > room) {
            n++;
        }
        return n;
    }

    /**
     * How many samples a requirement needs before its bound can hold with its confidence: for a percentile as above, else
     * one; and never under its {@code min-samples}.
     */
    public static long of(Requirement requirement) {
        Statistic statistic = requirement.statistic();
        long carried = 1;
        if (statistic.kind() == Statistic.Kind.PERCENTILE) {
            carried = requirement.bound().side() == Requirement.Bound.Side.AT_MOST
                    ? atMost(statistic.quantile(), requirement.confidence())
                    : atLeast(statistic.quantile(), requirement.confidence());
        }
        return Math.max(carried, requirement.minSamples());
    }
}
