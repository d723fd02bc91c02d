package dev.roadrig.wires.meter.ppk2;

/**
 * What the kit's makers do against spikes when it changes its range: a moving average stands in for the first samples.
 * It changes values, so energy across range changes is biased.
 */
final class SpikeFilter {
    private static final double WEIGHT = 0.18;
    private static final double WEIGHT_IN_RANGE_4 = 0.06;
    private static final int AFTER_CHANGE = 3;
    private static final int KEPT_IN_RANGE_4 = 2;

    private int range = -1;
    private int since = Integer.MAX_VALUE;
    private double average;

    double filter(int newRange, double amperes) {
        if (range < 0) {
            range = newRange;
            average = amperes;
            return amperes;
        }
        since = newRange == range ? Math.min(AFTER_CHANGE, since + (since == Integer.MAX_VALUE ? 0 : 1)) : 0;
        range = newRange;
        if (range == 4 && since < KEPT_IN_RANGE_4) {
            return average;
        }
        double weight = range == 4 ? WEIGHT_IN_RANGE_4 : WEIGHT;
        average = weight * amperes + (1 - weight) * average;
        return since < AFTER_CHANGE ? average : amperes;
    }
}
