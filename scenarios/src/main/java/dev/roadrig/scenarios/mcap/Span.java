package dev.roadrig.scenarios.mcap;

import java.util.Comparator;
import java.util.Set;

/**
 * A stretch of the file that holds messages: one chunk, or a run of messages outside chunks.
 *
 * @param offset where it begins in the file
 * @param length bytes, record headers included
 * @param chunk whether it is a Chunk record
 * @param startTime earliest log time in it
 * @param endTime latest log time in it
 * @param channels which have messages in it; empty where that is not known without reading it
 */
record Span(long offset, long length, boolean chunk, long startTime, long endTime, Set<Integer> channels) {
    /** By start, ties in file order. */
    static final Comparator<Span> BY_TIME = ((Comparator<Span>)
                    (a, b) -> Long.compareUnsigned(a.startTime, b.startTime))
            .thenComparingLong(Span::offset);

    /** Whether a message of it may be within the query's times. */
    boolean meets(Query query) {
        return Long.compareUnsigned(endTime, query.fromTime()) >= 0
                && (query.untilTime() == Query.NO_END || Long.compareUnsigned(startTime, query.untilTime()) < 0);
    }
}
