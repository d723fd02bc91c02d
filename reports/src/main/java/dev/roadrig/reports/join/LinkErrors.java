package dev.roadrig.reports.join;

import dev.roadrig.reports.join.RunTable.At;
import dev.roadrig.scenarios.record.v1.LateExit;
import dev.roadrig.scenarios.record.v1.LinkAchieved;
import dev.roadrig.scenarios.record.v1.LinkCarried;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** How much of a frame's time the link itself may have added, by being later than it was asked to be. */
final class LinkErrors {
    private final List<At<LinkAchieved>> achieved;
    private final Way up;
    private final Way down;
    private final boolean packets;

    /** Where streams were carried beside packets, a frame's question and answer went over the streams. */
    LinkErrors(List<At<LinkAchieved>> achieved, List<At<LinkCarried>> carried) {
        this.achieved = achieved;
        this.up = new Way();
        this.down = new Way();
        packets = carried.stream().noneMatch(part -> part.message().getStream());
        carried.stream()
                .filter(part -> part.message().getStream() != packets)
                .forEach(part -> (part.message().getUp() ? up : down).add(part));
    }

    /**
     * A question went up and its answer came down within this time: each was at most so late as whatever left the link in
     * its direction meanwhile. What a record does not tell one by one counts as the latest of its second. Where packets
     * were carried and not streams, the two were several trips of real TCP one after the other, each of which may have
     * met something late: then the times in which anything was held too long are added up, overlapping ones once.
     *
     * @return nanoseconds, 0 where nothing left the link
     */
    long between(long fromNanos, long toNanos) {
        if (up.isEmpty() && down.isEmpty()) {
            return bySecond(fromNanos, toNanos);
        }
        return packets
                ? held(fromNanos, toNanos) + up.other(fromNanos, toNanos) + down.other(fromNanos, toNanos)
                : up.latest(fromNanos, toNanos) + down.latest(fromNanos, toNanos);
    }

    /** For how long within a time something was later than its own time and still in the link, either way. */
    private long held(long fromNanos, long toNanos) {
        NavigableMap<Long, Long> exits = new TreeMap<>(up.exits(fromNanos, toNanos));
        down.exits(fromNanos, toNanos).forEach((at, late) -> exits.merge(at, late, Math::max));
        long sum = 0;
        long begin = Long.MAX_VALUE;
        for (Map.Entry<Long, Long> exit : exits.descendingMap().entrySet()) {
            long due = Math.max(fromNanos, exit.getKey() - exit.getValue());
            long end = Math.min(begin, exit.getKey());
            if (due < end) {
                sum += end - due;
                begin = due;
            }
        }
        return sum;
    }

    /** Of records from before exits were told one by one: a question and its answer may each have been the latest. */
    private long bySecond(long fromNanos, long toNanos) {
        return 2
                * achieved.stream()
                        .filter(a -> a.nanos() >= fromNanos
                                && a.nanos() - a.message().getWindowNs() <= toNanos)
                        .mapToLong(a -> a.message().getLatenessMaxNs())
                        .max()
                        .orElse(0);
    }

    /** One direction. */
    private static final class Way {
        private final NavigableMap<Long, Long> exits = new TreeMap<>();
        /** By the end of the time that they are of: where it begins, and the latest in it. */
        private final NavigableMap<Long, long[]> others = new TreeMap<>();

        void add(At<LinkCarried> part) {
            LinkCarried carried = part.message();
            for (LateExit exit : carried.getLateExitsList()) {
                exits.merge(exit.getAtNs(), exit.getLateNs(), Math::max);
            }
            long begin = part.nanos() - carried.getWindowNs();
            others.merge(part.nanos(), new long[] {begin, carried.getOtherLateNs()}, (a, b) ->
                    new long[] {Math.min(a[0], b[0]), Math.max(a[1], b[1])});
        }

        boolean isEmpty() {
            return others.isEmpty();
        }

        /** Those that a record tells one by one. */
        NavigableMap<Long, Long> exits(long fromNanos, long toNanos) {
            return exits.subMap(fromNanos, true, Math.max(fromNanos, toNanos), true);
        }

        long latest(long fromNanos, long toNanos) {
            long latest = exits(fromNanos, toNanos).values().stream()
                    .mapToLong(Long::longValue)
                    .max()
                    .orElse(0);
            return Math.max(latest, other(fromNanos, toNanos));
        }

        /** The latest of those that it does not tell. */
        long other(long fromNanos, long toNanos) {
            long latest = 0;
            for (Map.Entry<Long, long[]> other : others.tailMap(fromNanos, true).entrySet()) {
                if (other.getValue()[0] > toNanos) {
                    break;
                }
                latest = Math.max(latest, other.getValue()[1]);
            }
            return latest;
        }
    }
}
