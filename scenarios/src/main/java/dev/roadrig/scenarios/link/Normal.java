package dev.roadrig.scenarios.link;

/** The normal distribution with mean 0 and deviation 1. */
final class Normal {
    private Normal() {}

    /** From two even draws, by the polar form of Box and Muller. */
    static double deviate(double first, double second) {
        return Math.sqrt(-2 * StrictMath.log(1 - first)) * StrictMath.cos(2 * Math.PI * second);
    }

    /**
     * The share below, within 7.5e-8: formula 26.2.17 of Abramowitz and Stegun, Handbook of Mathematical Functions (Hastings,
     * 1955).
     */
    static double cumulative(double x) {
        double t = 1 / (1 + 0.2316419 * Math.abs(x));
        double sum = t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        double above = StrictMath.exp(-x * x / 2) / Math.sqrt(2 * Math.PI) * sum;
        return x >= 0 ? 1 - above : above;
    }
}
