package dev.roadrig.scenarios.time;

import java.time.Duration;

/**
 * A point on a ticker's timeline by which something must have happened. Deadlines are passed down, never timeouts.
 *
 * @param atNanos nanoseconds on the ticker's timeline
 */
public record Deadline(long atNanos) {
    /** For waits that something else bounds. */
    public static final Deadline NEVER = new Deadline(Long.MAX_VALUE);

    public boolean passed(Ticker ticker) {
        return ticker.nanos() >= atNanos;
    }

    /** What is left, zero when it has passed. */
    public Duration left(Ticker ticker) {
        return Duration.ofNanos(Math.max(0, atNanos - ticker.nanos()));
    }

    /** The earlier of this and another deadline. */
    public Deadline or(Deadline other) {
        return atNanos <= other.atNanos ? this : other;
    }
}
