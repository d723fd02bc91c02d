package dev.roadrig.boards.link.toxic;

/** The link that lies under the toxics of one direction. Asked once for every segment. */
public interface Underlay {
    /** A link without conditions. */
    Underlay NONE = (connection, segment, bytes, arrivalNanos) -> arrivalNanos;

    /**
     * When a segment leaves this link, in nanoseconds on the ticker's timeline; {@link Long#MAX_VALUE} for never.
     *
     * @param connection its number
     * @param segment its number in its connection and direction, from 0
     * @param arrivalNanos when it came, on the ticker's timeline
     */
    long passes(long connection, long segment, int bytes, long arrivalNanos);

    /** How many bytes a segment has at most. */
    default int segmentBytes() {
        return Integer.MAX_VALUE;
    }

    /** The connection is over. */
    default void forget(long connection) {}
}
