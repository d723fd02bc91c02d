package dev.roadrig.boards.link;

import dev.roadrig.scenarios.link.Direction;
import dev.roadrig.scenarios.scenario.LinkProfile;

/**
 * One direction's rate, which all that goes that way shares, streams and datagrams: who comes first is sent first. Times are
 * nanoseconds of its profile.
 */
public final class Bottleneck {
    private final Capacity capacity;
    private long freeAtNanos = Long.MIN_VALUE;

    public Bottleneck(LinkProfile profile, Direction direction) {
        capacity = new Capacity(profile, direction);
    }

    /**
     * When something has its turn.
     *
     * @param beginNanos when its first bit is sent
     * @param sentNanos when its last bit has been; {@link Long#MAX_VALUE} for never, and then nothing is that comes behind it
     */
    public record Turn(long beginNanos, long sentNanos) {
        public boolean never() {
            return sentNanos == Long.MAX_VALUE;
        }
    }

    /** Takes the next turn for something that came at a moment. */
    public synchronized Turn take(long arrivalNanos, double bits) {
        long begin = Math.max(arrivalNanos, freeAtNanos);
        if (begin != Long.MAX_VALUE) {
            freeAtNanos = capacity.finish(begin, bits);
        }
        return new Turn(begin, freeAtNanos);
    }
}
