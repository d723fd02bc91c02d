package dev.roadrig.boards.soc;

import java.util.random.RandomGenerator;

/**
 * A board's oscillator: its monotonic clock reads {@code offset + true * (1 + ppm / 10^6)}.
 *
 * @param offsetNanos what it reads at true time 0
 * @param partsPerMillion how much too fast it runs
 */
public record Crystal(long offsetNanos, double partsPerMillion) {
    private static final double MOST_PARTS_PER_MILLION = 200;

    public Crystal {
        if (!(Math.abs(partsPerMillion) <= MOST_PARTS_PER_MILLION)) {
            throw new IllegalArgumentException("a crystal is at most 200 ppm off, not " + partsPerMillion);
        }
    }

    /** A crystal that is 2 to 12 seconds ahead and between 20 and 200 ppm off in either direction. */
    public static Crystal seeded(long seed) {
        RandomGenerator random = new java.util.SplittableRandom(seed ^ 0x6372_7973_7461_6cL);
        double size = 20 + 180 * random.nextDouble();
        long offsetNanos = 2_000_000_000L + (long) (random.nextDouble() * 10e9);
        return new Crystal(offsetNanos, random.nextBoolean() ? size : -size);
    }

    /** What the clock reads at a true time, in nanoseconds. */
    public long read(long trueNanos) {
        return offsetNanos + trueNanos + Math.round(trueNanos * (partsPerMillion / 1e6));
    }

    /** How long the clock has to run, in true nanoseconds, to count that many of its own. */
    public long trueSpan(long ownNanos) {
        return Math.round(ownNanos / (1 + partsPerMillion / 1e6));
    }
}
