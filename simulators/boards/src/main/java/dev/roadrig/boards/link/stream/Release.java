package dev.roadrig.boards.link.stream;

/**
 * What becomes of a segment.
 *
 * @param atNanos when it is let go, on the ticker's timeline; in the past is at once, {@link Long#MAX_VALUE} is held until
 *     the policy is asked again (see StreamRelay.reconsider)
 * @param fate what happens then
 */
public record Release(long atNanos, Fate fate) {
    /** What happens to the segment at its time. */
    public enum Fate {
        /** It goes on. */
        PASS,
        /** It is thrown away; the connection goes on. */
        DISCARD,
        /** It goes on, and then the connection is closed both ways, in order. */
        PASS_AND_CLOSE
    }

    public static final Release NOW = new Release(Long.MIN_VALUE, Fate.PASS);
    public static final Release HELD = new Release(Long.MAX_VALUE, Fate.PASS);

    public static Release at(long nanos) {
        return new Release(nanos, Fate.PASS);
    }
}
