package dev.roadrig.scenarios.drive.align;

import java.util.Arrays;

/** A quantity over time on one clock, between its samples taken as straight lines; it has holes where none are near. */
public final class Signal {
    private static final double SHORTEST_HOLE_SECONDS = 1;
    private static final double HOLE_INTERVALS = 4;
    private static final long NANOS = 1_000_000_000L;

    private final long originNanos;
    private final double[] seconds;
    private final double[] values;
    /** Of the straight lines, from the first sample on. */
    private final double[] integral;

    private final double medianInterval;
    private final double hole;

    /**
     * A signal of at least two samples.
     *
     * @param stamps nanoseconds on the signal's clock; samples that are not later than the one before are left out
     */
    Signal(long[] stamps, double[] values) {
        originNanos = stamps[0];
        double[] times = new double[stamps.length];
        double[] kept = new double[stamps.length];
        int n = 0;
        for (int i = 0; i < stamps.length; i++) {
            double time = (stamps[i] - originNanos) / (double) NANOS;
            if (n == 0 || time > times[n - 1]) {
                times[n] = time;
                kept[n++] = values[i];
            }
        }
        this.seconds = Arrays.copyOf(times, n);
        this.values = Arrays.copyOf(kept, n);
        this.integral = new double[n];
        double[] intervals = new double[Math.max(1, n - 1)];
        for (int i = 1; i < n; i++) {
            intervals[i - 1] = seconds[i] - seconds[i - 1];
            integral[i] = integral[i - 1] + intervals[i - 1] * (this.values[i] + this.values[i - 1]) / 2;
        }
        Arrays.sort(intervals);
        medianInterval = intervals[intervals.length / 2];
        hole = Math.max(SHORTEST_HOLE_SECONDS, HOLE_INTERVALS * medianInterval);
    }

    /** Where its seconds count from, on its clock. */
    long originNanos() {
        return originNanos;
    }

    int size() {
        return seconds.length;
    }

    /** From the first sample to the last, seconds. */
    double span() {
        return seconds[seconds.length - 1];
    }

    double medianInterval() {
        return medianInterval;
    }

    /** The mean over an interval around a moment, seconds since its origin; NaN beyond its ends and in a hole. */
    double mean(double at, double width) {
        double from = at - width / 2;
        double to = at + width / 2;
        if (from < 0 || to > span() || isHole(from) || isHole(to)) {
            return Double.NaN;
        }
        return (integral(to) - integral(from)) / width;
    }

    private boolean isHole(double at) {
        int before = before(at);
        return before + 1 < seconds.length && seconds[before + 1] - seconds[before] > hole;
    }

    private double integral(double at) {
        int i = Math.min(before(at), seconds.length - 2);
        double into = at - seconds[i];
        double slope = (values[i + 1] - values[i]) / (seconds[i + 1] - seconds[i]);
        return integral[i] + into * (values[i] + slope * into / 2);
    }

    private int before(double at) {
        int found = Arrays.binarySearch(seconds, at);
        return found >= 0 ? found : Math.max(0, -found - 2);
    }

    /** How fast it changes from sample to sample, root mean square, in its own standard deviations a second. */
    double roughness() {
        double mean = integral[integral.length - 1] / span();
        double squares = 0;
        double slopes = 0;
        for (int i = 1; i < seconds.length; i++) {
            double slope = (values[i] - values[i - 1]) / (seconds[i] - seconds[i - 1]);
            slopes += slope * slope;
            squares += (values[i] - mean) * (values[i] - mean);
        }
        return Math.sqrt(slopes / squares);
    }

    /** Means over intervals that follow each other, and may overlap. */
    double[] grid(double from, double step, int cells, double width) {
        double[] grid = new double[cells];
        for (int i = 0; i < cells; i++) {
            grid[i] = mean(from + i * step, width);
        }
        return grid;
    }
}
