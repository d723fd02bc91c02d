package dev.roadrig.reports.clock;

/**
 * A four-stamp exchange: 1 and 4 on the timeline, 2 and 3 on the board's clock, nanoseconds.
 *
 * @param bootId changes when the board's clock starts anew
 */
public record ExchangeRow(long t1, long t2, long t3, long t4, String bootId) {
    /** Time on the way, both ways together; negative or 0 only where stamps lie. */
    public long delayNanos() {
        return (t4 - t1) - (t3 - t2);
    }

    /** The board's clock less the timeline; right within half the delay, whatever the asymmetry of the path. */
    public double offsetNanos() {
        return ((t2 - t1) + (t3 - t4)) / 2.0;
    }

    /** The moment on the timeline for which the offset is taken. */
    public double middleNanos() {
        return t1 + (t4 - t1) / 2.0;
    }
}
