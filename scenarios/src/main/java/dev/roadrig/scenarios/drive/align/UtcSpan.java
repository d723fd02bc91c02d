package dev.roadrig.scenarios.drive.align;

/**
 * A stretch of UTC.
 *
 * @param fromNanos its begin, since 1970
 * @param toNanos its end
 */
public record UtcSpan(long fromNanos, long toNanos) {
    /** What belongs to one drive overlaps it, or is written within half an hour of it. */
    static final long NEAR_NANOS = 1_800_000_000_000L;

    /** How far from it another stretch is, nanoseconds; 0 where they overlap. */
    long away(long otherFrom, long otherTo) {
        return Math.max(0, Math.max(fromNanos - otherTo, otherFrom - toNanos));
    }
}
