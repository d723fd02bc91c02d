package dev.roadrig.wires.meter;

/**
 * Which moment a sample is of, by counting, held to the host's clock: samples come late but never early, so the least delay
 * of each tenth of a second follows the instrument's drift. A delay that stays up by milliseconds is no drift: samples are
 * missing that no counter missed.
 */
public final class SampleClock {
    /** Of an instrument whose losses are all told by itself. */
    public static final int NEVER = Integer.MAX_VALUE;

    private static final long WINDOW_NANOS = 100_000_000;
    /** Half of 64 samples and a bit: less is the host's own unsteadiness. */
    private static final long STEP_NANOS = 450_000;

    private static final long STEADY_NANOS = 250_000;
    private static final int STAYS_WINDOWS = 3;
    /** By which the base may follow in one window: 400 ppm. */
    private static final long DRIFT_NANOS = 40_000;

    private final long sampleNanos;
    private final int lostTogether;
    private long base;
    private boolean started;
    private long count;
    private long windowEnd;
    private long least = Long.MAX_VALUE;
    private long leastUp;
    private int windowsUp;

    /**
     * @param sampleNanos between two samples
     * @param lostTogether samples that vanish unseen do so in multiples of this
     */
    public SampleClock(long sampleNanos, int lostTogether) {
        this.sampleNanos = sampleNanos;
        this.lostTogether = lostTogether;
    }

    /** Samples were taken, or missed and are known to have been. */
    public void count(long samples) {
        count += samples;
    }

    /** The end of the last counted sample, on the timeline. */
    public long nanos() {
        return base + count * sampleNanos;
    }

    /** So many samples came at a moment, and are counted after this: the first ones say when counting began. */
    public void coming(long nanos, long samples) {
        if (!started) {
            started = true;
            base = nanos - samples * sampleNanos;
            windowEnd = nanos + WINDOW_NANOS;
        }
    }

    /**
     * All that was counted so far had come at a moment; {@link #coming} was called before.
     *
     * @return how many samples are missing that were not counted; mostly 0
     */
    public long arrived(long nanos) {
        long late = nanos - nanos();
        if (late < 0) {
            // Nothing comes before it is taken.
            base += late;
            late = 0;
        }
        least = Math.min(least, late);
        return nanos < windowEnd ? 0 : endWindow(nanos);
    }

    /** When the silent loss that was just told can have begun. */
    public long suspectNanos() {
        return nanos() - (STAYS_WINDOWS + 1) * WINDOW_NANOS;
    }

    private long endWindow(long nanos) {
        long seen = least;
        least = Long.MAX_VALUE;
        windowEnd = nanos + WINDOW_NANOS;
        if (seen < STEP_NANOS) {
            windowsUp = 0;
            base += Math.min(seen, DRIFT_NANOS);
            return 0;
        }
        // Missing samples leave one and the same delay; a host that has no time for us leaves many.
        windowsUp = Math.abs(seen - leastUp) > STEADY_NANOS ? 0 : windowsUp;
        leastUp = windowsUp == 0 ? seen : Math.min(leastUp, seen);
        if (++windowsUp < STAYS_WINDOWS) {
            return 0;
        }
        windowsUp = 0;
        long missing = Math.round((double) leastUp / (sampleNanos * lostTogether)) * lostTogether;
        count += missing;
        // Late for good, and nothing is missing: the way has become longer, or the host stood still.
        base += missing == 0 ? leastUp : 0;
        return missing;
    }
}
