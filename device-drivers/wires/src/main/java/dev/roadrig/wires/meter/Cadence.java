package dev.roadrig.wires.meter;

/** Finds lines that did not come where a meter says none of their numbers: by the time between two. */
public final class Cadence {
    private static final double LATE = 1.8;

    private final long periodNanos;
    private long last = -1;

    public Cadence(long periodNanos) {
        this.periodNanos = periodNanos;
    }

    /** How many did not come before the one that came now. */
    public long missing(long nanos) {
        long between = last < 0 ? 0 : nanos - last;
        last = nanos;
        return between > LATE * periodNanos ? Math.round((double) between / periodNanos) - 1 : 0;
    }
}
