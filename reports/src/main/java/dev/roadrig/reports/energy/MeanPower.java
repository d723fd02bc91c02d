package dev.roadrig.reports.energy;

import java.util.Arrays;

/**
 * Power over time from means over intervals, such as a meter gives that averages between two readings; joules are mean by
 * length (the rectangle rule with both edge intervals weighted by their overlap).
 */
public final class MeanPower implements EnergySource {
    /** Intervals that a meter's own clock rounds leave seams of less than this share of a window. */
    private static final double SEAM = 1e-3;

    private final long[] ends;
    private final long[] lengths;
    private final double[] watts;

    /**
     * @param ends of the intervals, nanoseconds, rising
     * @param lengths as many, above 0
     * @param watts as many
     */
    public MeanPower(long[] ends, long[] lengths, double[] watts) {
        if (ends.length != watts.length || ends.length != lengths.length) {
            throw new IllegalArgumentException(ends.length + " ends for " + watts.length + " means");
        }
        for (int i = 1; i < ends.length; i++) {
            if (ends[i] < ends[i - 1]) {
                throw new IllegalArgumentException("intervals go back in time at " + i);
            }
        }
        this.ends = ends.clone();
        this.lengths = lengths.clone();
        this.watts = watts.clone();
    }

    @Override
    public boolean covers(long fromNanos, long toNanos) {
        if (ends.length == 0 || toNanos < fromNanos) {
            return false;
        }
        long covered = 0;
        for (int i = first(fromNanos); i < ends.length && ends[i] - lengths[i] < toNanos; i++) {
            covered += overlap(i, fromNanos, toNanos);
        }
        return covered >= (toNanos - fromNanos) * (1 - SEAM);
    }

    @Override
    public double joules(long fromNanos, long toNanos) {
        if (!covers(fromNanos, toNanos)) {
            throw new IllegalArgumentException("no samples cover " + fromNanos + " to " + toNanos);
        }
        double joules = 0;
        for (int i = first(fromNanos); i < ends.length && ends[i] - lengths[i] < toNanos; i++) {
            joules += watts[i] * overlap(i, fromNanos, toNanos) / 1e9;
        }
        return joules;
    }

    @Override
    public double samplesPerSecond() {
        double seconds = ends.length == 0 ? 0 : (ends[ends.length - 1] - (ends[0] - lengths[0])) / 1e9;
        return seconds > 0 ? ends.length / seconds : 0;
    }

    /** The first interval that ends after a moment. */
    private int first(long nanos) {
        int at = Arrays.binarySearch(ends, nanos);
        return at >= 0 ? at : -at - 1;
    }

    private long overlap(int i, long fromNanos, long toNanos) {
        return Math.max(0, Math.min(ends[i], toNanos) - Math.max(ends[i] - lengths[i], fromNanos));
    }
}
