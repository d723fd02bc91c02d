package dev.roadrig.boards.link.toxic;

/**
 * What a toxic does to a segment.
 *
 * @param state of the toxic after it
 * @param atNanos when the segment has passed; {@link Long#MAX_VALUE} where it does not, for now
 */
record Step(long state, long atNanos, Fate fate) {
    enum Fate {
        PASS,
        DISCARD,
        /** It passes, and is the connection's last. */
        LAST,
        /** It is too much: the connection ends before it. */
        CLOSE
    }

    static Step pass(long state, long atNanos) {
        return new Step(state, atNanos, Fate.PASS);
    }

    static Step hold(long state) {
        return new Step(state, Long.MAX_VALUE, Fate.PASS);
    }

    boolean held() {
        return atNanos == Long.MAX_VALUE;
    }
}
