package dev.roadrig.reports.energy;

import java.util.Arrays;

/**
 * Power over time from samples, linear between them; joules are its exact integral (the trapezoid rule with both edge
 * intervals weighted by their overlap).
 */
public final class PowerCurve implements EnergySource {
    private final long[] nanos;
    private final double[] watts;

    /**
     * @param nanos rising
     * @param watts as many
     */
    public PowerCurve(long[] nanos, double[] watts) {
        if (nanos.length != watts.length) {
            throw new IllegalArgumentException(nanos.length + " times for " + watts.length + " samples");
        }
        for (int i = 1; i < nanos.length; i++) {
            if (nanos[i] < nanos[i - 1]) {
                throw new IllegalArgumentException("samples go back in time at " + i);
            }
        }
        this.nanos = nanos.clone();
        this.watts = watts.clone();
    }

    /** Whether a window lies between the first and the last sample. */
    @Override
    public boolean covers(long fromNanos, long toNanos) {
        return nanos.length > 1 && nanos[0] <= fromNanos && toNanos <= nanos[nanos.length - 1];
    }

    @Override
    public double joules(long fromNanos, long toNanos) {
        if (!covers(fromNanos, toNanos) || toNanos < fromNanos) {
            throw new IllegalArgumentException("no samples cover " + fromNanos + " to " + toNanos);
        }
        int first = Arrays.binarySearch(nanos, fromNanos);
        int i = Math.max(0, first >= 0 ? first : -first - 2);
        double joules = 0;
        for (; i + 1 < nanos.length && nanos[i] < toNanos; i++) {
            long from = Math.max(fromNanos, nanos[i]);
            long to = Math.min(toNanos, nanos[i + 1]);
            if (to > from) {
                joules += (at(i, from) + at(i, to)) / 2 * (to - from) / 1e9;
            }
        }
        return joules;
    }

    @Override
    public double samplesPerSecond() {
        return nanos.length < 2 || nanos[nanos.length - 1] == nanos[0]
                ? 0
                : (nanos.length - 1) * 1e9 / (nanos[nanos.length - 1] - nanos[0]);
    }

    private double at(int i, long time) {
        return watts[i] + (watts[i + 1] - watts[i]) * (time - nanos[i]) / (double) (nanos[i + 1] - nanos[i]);
    }
}
