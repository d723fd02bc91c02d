package dev.roadrig.boards.model;

import dev.roadrig.boards.link.PacketDice;
import dev.roadrig.scenarios.link.Direction;
import dev.roadrig.scenarios.link.WayState;
import dev.roadrig.scenarios.scenario.LinkProfile;
import dev.roadrig.scenarios.scenario.LinkState;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A byte stream over a link: each direction sends one thing after the other at the profile's rate, waits through
 * outages, then adds half the round trip, jitter, and for a lost packet one retransmission's stall.
 */
final class ModelLink {
    static final long NEVER = Long.MAX_VALUE;

    private static final long FLOW = 0;
    private static final int SEGMENT_BYTES = 1400;
    private static final long LEAST_RETRANSMISSION_NANOS = 200_000_000;

    private final @Nullable LinkProfile profile;
    private final List<LinkProfile.Step> steps;
    private final LongSupplier driveZero;
    private final long[] freeAt = new long[2];
    private final long[] lastThere = new long[2];
    private final long[] packets = new long[2];
    private final PacketDice[] dice;

    /**
     * @param profile null for a link that adds nothing
     * @param driveZero drive time 0 on the timeline
     */
    ModelLink(@Nullable LinkProfile profile, LongSupplier driveZero, long seed) {
        this.profile = profile;
        this.steps = profile == null ? List.of() : profile.steps();
        this.driveZero = driveZero;
        this.dice = new PacketDice[] {new PacketDice(seed, Direction.UP), new PacketDice(seed, Direction.DOWN)};
    }

    /**
     * Sends bytes.
     *
     * @param atNanos when, on the timeline
     * @param up from the board
     * @return when the last byte is there, or {@link #NEVER}
     */
    long send(long atNanos, long bytes, boolean up) {
        if (profile == null) {
            return atNanos;
        }
        int direction = up ? 0 : 1;
        long start = Math.max(atNanos, freeAt[direction]);
        long left = start == NEVER ? NEVER : leavesAt(start, bytes * 8, up);
        freeAt[direction] = left;
        if (left == NEVER) {
            return NEVER;
        }
        LinkState state = profile.at(driveOffset(left));
        WayState way = state.way(up ? Direction.UP : Direction.DOWN);
        PacketDice chance = dice[direction];
        long delay = Math.max(0, way.delay().toNanos() + chance.jitterNanos(FLOW, packets[direction], way.jitter()));
        long stall = 0;
        for (long packet = 0; packet < Math.max(1, (bytes + SEGMENT_BYTES - 1) / SEGMENT_BYTES); packet++) {
            if (chance.lost(FLOW, packets[direction]++, way.loss())) {
                stall = Math.max(LEAST_RETRANSMISSION_NANOS, 2 * state.rtt().toNanos());
            }
        }
        // A byte stream keeps its order: what follows a stall waits behind it.
        lastThere[direction] = Math.max(lastThere[direction], left + delay + stall);
        return lastThere[direction];
    }

    private long leavesAt(long start, long bits, boolean up) {
        long offset = driveOffset(start);
        long began = offset;
        double left = bits;
        for (int i = 0; i < steps.size(); i++) {
            long until = i + 1 < steps.size() ? steps.get(i + 1).driveOffsetNanos() : NEVER;
            if (until <= offset) {
                continue;
            }
            LinkState state = steps.get(i).state();
            long rate = up ? state.upBitsPerSecond() : state.downBitsPerSecond();
            double needNanos = rate == 0 ? Double.POSITIVE_INFINITY : left * 1e9 / rate;
            if (needNanos <= (double) until - offset) {
                return until == NEVER && rate == 0 ? NEVER : start + (offset - began) + Math.round(needNanos);
            }
            left -= rate * (((double) until - offset) / 1e9);
            offset = until;
        }
        return NEVER;
    }

    private long driveOffset(long atNanos) {
        return atNanos - driveZero.getAsLong();
    }
}
