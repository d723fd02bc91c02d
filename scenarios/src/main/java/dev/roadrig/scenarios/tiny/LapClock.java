package dev.roadrig.scenarios.tiny;

/** A board's own clock in microseconds, which is 32 bits wide on most boards and so starts anew every 71.6 minutes. */
public final class LapClock {
    private static final long WRAP = 1L << 32;

    private LapClock() {}

    /**
     * What passed between two stamps, in microseconds; at most one wrap is undone.
     *
     * @throws IllegalArgumentException when the second is before the first on a clock that is wider than 32 bits
     */
    public static long between(long firstMicros, long secondMicros) {
        if (secondMicros >= firstMicros) {
            return secondMicros - firstMicros;
        }
        if (firstMicros >= WRAP) {
            throw new IllegalArgumentException(
                    "the stamps go back from " + firstMicros + " to " + secondMicros + " us");
        }
        return secondMicros + WRAP - firstMicros;
    }
}
