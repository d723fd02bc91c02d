package dev.roadrig.scenarios.drive.align;

/**
 * How one clock is brought to UTC: a straight line.
 *
 * @param localNanos a moment on the clock
 * @param utcNanos the same moment in UTC, since 1970
 * @param skew by how many UTC seconds more than one a second of the clock lasts; 0 where the two run alike
 */
public record ClockMap(long localNanos, long utcNanos, double skew) {
    /** A clock that is UTC already. */
    public static final ClockMap UTC = new ClockMap(0, 0, 0);

    /** A moment on the clock as UTC, nanoseconds since 1970. */
    public long utc(long local) {
        long since = local - localNanos;
        return utcNanos + since + Math.round(since * skew);
    }

    /** The same clock counted from a moment on it. */
    public ClockMap sinceZero(long zero) {
        return new ClockMap(localNanos - zero, utcNanos, skew);
    }

    /** What is added to the clock to come to UTC at a moment on it, nanoseconds. */
    public long offset(long local) {
        return utc(local) - local;
    }
}
