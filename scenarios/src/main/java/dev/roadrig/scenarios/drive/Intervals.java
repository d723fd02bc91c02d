package dev.roadrig.scenarios.drive;

/**
 * The intervals between one channel's messages in file order, counted in bounded memory: in classes of an eighth of an
 * octave, each with its mean. The median is the mean of the class in which it lies, so that it is exact where the
 * intervals are equal.
 */
final class Intervals {
    private static final int CLASSES_PER_OCTAVE = 8;
    private static final int CLASS_BITS = 3;
    private static final int CLASSES = 64 * CLASSES_PER_OCTAVE;
    /** What an interval may be longer than usual and be no gap, in nanoseconds. */
    private static final long TOLERATED = 20_000_000;

    private final long[] counts = new long[CLASSES];
    private final double[] sums = new double[CLASSES];
    private long forward;
    private long longest;
    private long longestFrom;
    private long repeats;
    private long stepsBack;
    private long furthestBack;

    /** Two neighbouring messages. */
    void add(long from, long to) {
        long interval = to - from;
        if (interval < 0) {
            stepsBack++;
            furthestBack = Math.max(furthestBack, -interval);
            return;
        }
        if (interval == 0) {
            repeats++;
            return;
        }
        int index = index(interval);
        counts[index]++;
        sums[index] += interval;
        forward++;
        if (interval > longest) {
            longest = interval;
            longestFrom = from;
        }
    }

    private static int index(long interval) {
        int octave = 63 - Long.numberOfLeadingZeros(interval);
        int part = octave < CLASS_BITS ? 0 : (int) (interval >>> (octave - CLASS_BITS)) & (CLASSES_PER_OCTAVE - 1);
        return octave * CLASSES_PER_OCTAVE + part;
    }

    /** Of those that are over 0; 0 where there are none. */
    long median() {
        long rank = (forward + 1) / 2;
        for (int i = 0; i < CLASSES; i++) {
            rank -= counts[i];
            if (rank <= 0 && counts[i] > 0) {
                return Math.round(sums[i] / counts[i]);
            }
        }
        return 0;
    }

    /** Intervals longer than one and a half of the median, and by at least 20 ms. */
    long gaps() {
        double limit = Math.max(1.5 * median(), median() + (double) TOLERATED);
        long gaps = 0;
        for (int i = 0; i < CLASSES; i++) {
            gaps += counts[i] > 0 && sums[i] / counts[i] > limit ? counts[i] : 0;
        }
        return gaps;
    }

    long longest() {
        return longest;
    }

    /** Where the longest begins. */
    long longestFrom() {
        return longestFrom;
    }

    /** Messages with the stamp of the one before. */
    long repeats() {
        return repeats;
    }

    /** Messages with an earlier stamp than the one before. */
    long stepsBack() {
        return stepsBack;
    }

    long furthestBack() {
        return furthestBack;
    }
}
