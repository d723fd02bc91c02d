package dev.roadrig.reports.energy;

import java.util.Arrays;

/**
 * Which readings of a sensor are new samples and which are its previous value read again: reading a sensor faster than
 * it converts repeats values, and a figure built on repeats claims more than was measured.
 */
public final class Repeats {
    private Repeats() {}

    /**
     * Marks the repeats.
     *
     * @param nanos when each was read, rising
     * @param values what was read
     * @param updateNanos the sensor's own period when it states one, else 0: then the period is taken from the usual
     *     length of runs of equal values
     * @return for each reading whether it is a repeat
     */
    public static boolean[] mark(long[] nanos, double[] values, long updateNanos) {
        boolean[] repeated = new boolean[values.length];
        if (updateNanos > 0) {
            markByPeriod(nanos, values, updateNanos, repeated);
        } else {
            markByRuns(values, repeated);
        }
        return repeated;
    }

    private static void markByPeriod(long[] nanos, double[] values, long updateNanos, boolean[] repeated) {
        int fresh = 0;
        for (int i = 1; i < values.length; i++) {
            boolean same = values[i] == values[i - 1];
            repeated[i] = same && nanos[i] - nanos[fresh] < updateNanos;
            if (!repeated[i]) {
                fresh = i;
            }
        }
    }

    /** A run twice as long as usual is two samples that happen to be equal, not one. */
    private static void markByRuns(double[] values, boolean[] repeated) {
        int[] lengths = runs(values);
        if (lengths.length == 0) {
            return;
        }
        int[] sorted = lengths.clone();
        Arrays.sort(sorted);
        int usual = sorted[sorted.length / 2];
        int at = 0;
        for (int length : lengths) {
            for (int i = 0; i < length; i++, at++) {
                repeated[at] = i % usual != 0;
            }
        }
    }

    private static int[] runs(double[] values) {
        int[] lengths = new int[values.length];
        int runs = 0;
        for (int i = 0; i < values.length; i++) {
            if (i == 0 || values[i] != values[i - 1]) {
                runs++;
            }
            lengths[runs - 1]++;
        }
        return Arrays.copyOf(lengths, runs);
    }
}
