package dev.roadrig.scenarios.spec;

/**
 * A number over samples.
 *
 * @param kind which
 * @param quantile for a percentile, between 0 and 1, else NaN
 */
public record Statistic(Kind kind, double quantile) {
    /** Maxima, minima and counts are judged as measured; percentiles and means are inferred with a confidence. */
    public enum Kind {
        PERCENTILE,
        MEAN,
        MAX,
        MIN,
        COUNT,
        SHARE,
        RATE
    }

    public static final Statistic MEAN = new Statistic(Kind.MEAN, Double.NaN);
    public static final Statistic MAX = new Statistic(Kind.MAX, Double.NaN);
    public static final Statistic MIN = new Statistic(Kind.MIN, Double.NaN);
    public static final Statistic COUNT = new Statistic(Kind.COUNT, Double.NaN);
    public static final Statistic SHARE = new Statistic(Kind.SHARE, Double.NaN);

    /**
     * @param percent between 0 and 100, both excluded
     */
    public static Statistic percentile(double percent) {
        if (!(percent > 0 && percent < 100)) {
            throw new IllegalArgumentException("a percentile lies between 0 and 100, not " + percent);
        }
        return new Statistic(Kind.PERCENTILE, percent / 100);
    }

    /** As a spec file writes it: p95, mean, max, min, count, share. */
    public String word() {
        if (kind != Kind.PERCENTILE) {
            return kind.name().toLowerCase(java.util.Locale.ROOT);
        }
        String percent = Double.toString(Math.round(quantile * 1e6) / 1e4);
        return "p" + (percent.endsWith(".0") ? percent.substring(0, percent.length() - 2) : percent);
    }
}
