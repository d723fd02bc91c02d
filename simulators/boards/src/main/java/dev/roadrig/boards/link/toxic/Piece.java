package dev.roadrig.boards.link.toxic;

/**
 * A segment as a toxic sees it.
 *
 * @param bytes that it has
 * @param atNanos when it comes to the toxic
 * @param sinceNanos since when the toxic is as it is
 * @param chance a number of 0 to under 1 that belongs to the segment and the toxic
 */
record Piece(int bytes, long atNanos, long sinceNanos, double chance) {
    /** The sum; for ever where it is past all times. */
    static long later(long nanos, long byNanos) {
        long sum = nanos + byNanos;
        return byNanos > 0 && sum < nanos ? Long.MAX_VALUE : sum;
    }

    long later(long byNanos) {
        return later(atNanos, byNanos);
    }
}
