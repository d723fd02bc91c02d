package dev.roadrig.wires.meter.board;

/**
 * When a line of a board was written: when it came, unless the board's uptime in it shows that it was held up on the way.
 * The uptime has steps of 10 ms, so a line is late from 50 ms on.
 */
final class LateLines {
    private static final long LATE_NANOS = 50_000_000;

    private long least = Long.MAX_VALUE;
    private boolean late;

    /**
     * @param arrivedNanos on the timeline
     * @param uptimeNanos of the board
     */
    long written(long arrivedNanos, long uptimeNanos) {
        long between = arrivedNanos - uptimeNanos;
        least = Math.min(least, between);
        late = between - least > LATE_NANOS;
        return late ? uptimeNanos + least : arrivedNanos;
    }

    /** Whether the last one was late. */
    boolean late() {
        return late;
    }
}
