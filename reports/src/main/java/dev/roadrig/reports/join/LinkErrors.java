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

    LinkErrors(List<At<LinkAchieved>> achieved, List<At<LinkCarried>> carried) {
        this.achieved = achieved;
        this.up = new Way();
        this.down = new Way();
        carried.forEach(part -> (part.message().getUp() ? up : down).add(part));
    }

    /**
     * A question went up and its answer came down within this time: each was at most so late as whatever left the link in
     * its direction meanwhile. What a record does not tell one by one counts as the latest of its second.
     *
     * @return nanoseconds, 0 where nothing left the link
     */
    long between(long fromNanos, long toNanos) {
        return up.isEmpty() && down.isEmpty()
                ? bySecond(fromNanos, toNanos)
                : up.latest(fromNanos, toNanos) + down.latest(fromNanos, toNanos);
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

        long latest(long fromNanos, long toNanos) {
            long latest = exits.subMap(fromNanos, true, Math.max(fromNanos, toNanos), true).values().stream()
                    .mapToLong(Long::longValue)
                    .max()
                    .orElse(0);
            for (Map.Entry<Long, long[]> other : others.tailMap(fromNanos, true).entrySet()) {
                if (other.getValue()[0] > toNanos) {
                    break;
                }
                latest = Math.max(latest, other.getValue()[1]);
            }
            return Math.max(0, latest);
        }
    }
}
