package dev.roadrig.boards.link.stream;

/**
 * What happens to one direction of one connection. All calls come from the relay's own thread, one at a time, and must not
 * block. Times are nanoseconds on the ticker's timeline.
 */
public interface StreamPolicy {
    /**
     * How many bytes the next segment has at most, 1 or more; {@link Integer#MAX_VALUE} where the relay may take whatever
     * it read. Asked before every segment.
     */
    int segmentBytes();

    /**
     * Decides on a segment that has been read.
     *
     * @param segment its number in its direction, from 0
     * @param bytes that it has
     * @param nowNanos when it was read
     */
    Release depart(long segment, int bytes, long nowNanos);

    /** The segment that is decided on next may have waited so long for the relay's own thread. */
    default void waited(long nanos) {}

    /** Decides when the sender's end of stream is passed on; never before the last segment. */
    Release end(long nowNanos);

    /**
     * A segment was written to the other side.
     *
     * @param dueNanos when it was to be let go; where its reader took nothing more then, when the reader did
     * @param nowNanos when it was
     */
    void left(long segment, int bytes, long dueNanos, long nowNanos);

    /** The connection is over, both ways. */
    void closed();
}
