package dev.roadrig.boards.link;

import dev.roadrig.scenarios.link.Direction;
import dev.roadrig.scenarios.scenario.LinkProfile;
import java.util.Arrays;
import java.util.List;

/** One direction's rate over the drive, piecewise constant, and how long bits take to pass through it. */
public final class Capacity {
    private static final double NANOS_PER_SECOND = 1e9;

    private final long[] fromNanos;
    private final long[] bitsPerSecond;

    /** The rate of a profile's one direction. */
    public Capacity(LinkProfile profile, Direction direction) {
        List<LinkProfile.Step> steps = profile.steps();
        fromNanos = steps.stream().mapToLong(LinkProfile.Step::driveOffsetNanos).toArray();
        bitsPerSecond = steps.stream()
                .mapToLong(step -> step.state().way(direction).bitsPerSecond())
                .toArray();
    }

    /**
     * When the last of the bits has passed, if the first enters at {@code start}: the integral of the rate. Both on the
     * drive's clock; {@link Long#MAX_VALUE} when an outage without end comes before.
     */
    public long finish(long start, double bits) {
        int step = stepAt(start);
        long now = start;
        double left = bits;
        while (true) {
            boolean last = step == fromNanos.length - 1;
            long until = last ? Long.MAX_VALUE : fromNanos[step + 1];
            long rate = bitsPerSecond[step];
            if (rate > 0) {
                double needed = Math.ceil(left * NANOS_PER_SECOND / rate);
                if (last || needed <= until - now) {
                    return now + (long) needed;
                }
                left -= (until - now) * (double) rate / NANOS_PER_SECOND;
            } else if (last) {
                return Long.MAX_VALUE;
            }
            now = until;
            step++;
        }
    }

    /** How many bits pass between two moments of the drive's clock, if there are enough. */
    public double bits(long from, long to) {
        int step = stepAt(from);
        long now = from;
        double bits = 0;
        while (now < to) {
            long until = step == fromNanos.length - 1 ? to : Math.min(to, fromNanos[step + 1]);
            bits += (until - now) * (double) bitsPerSecond[step] / NANOS_PER_SECOND;
            now = until;
            step++;
        }
        return bits;
    }

    private int stepAt(long offset) {
        int found = Arrays.binarySearch(fromNanos, offset);
        return Math.max(0, found >= 0 ? found : -found - 2);
    }
}
