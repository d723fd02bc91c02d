package dev.roadrig.scenarios.mcap;

import dev.roadrig.scenarios.mcap.McapRecord.Channel;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which messages, in which order.
 *
 * @param channels which channels
 * @param fromTime first log time, unsigned nanoseconds since 1970
 * @param untilTime first log time that is too late, unsigned; {@link #NO_END} for none
 * @param order how messages follow each other
 */
public record Query(Predicate<Channel> channels, long fromTime, long untilTime, Order order) {
    /** As an end: also the last log time that there can be is not too late. */
    public static final long NO_END = -1;

    /** Everything, in log-time order. */
    public static final Query BY_TIME = new Query(channel -> true, 0, NO_END, Order.LOG_TIME);
    /** Everything, as it lies in the file. */
    public static final Query AS_WRITTEN = new Query(channel -> true, 0, NO_END, Order.FILE);

    /** How messages follow each other. */
    public enum Order {
        /** By log time, ties as they lie in the file; chunks may overlap. */
        LOG_TIME,
        /** As they lie in the file. */
        FILE
    }

    boolean holds(long logTime) {
        return Long.compareUnsigned(logTime, fromTime) >= 0
                && (untilTime == NO_END || Long.compareUnsigned(logTime, untilTime) < 0);
    }

    /** The same of these topics only. */
    public Query topics(Set<String> topics) {
        return new Query(channel -> topics.contains(channel.topic()), fromTime, untilTime, order);
    }

    /** The same in this half-open range of log times only. */
    public Query between(long from, long until) {
        return new Query(channels, from, until, order);
    }
}
