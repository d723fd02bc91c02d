package dev.roadrig.boards.model;

import dev.roadrig.scenarios.scenario.LinkProfile;
import dev.roadrig.scenarios.scenario.LinkState;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A byte stream over a link: each direction sends one thing after the other at the profile's rate, waits through
 * outages, then adds half the round trip, jitter, and for a lost packet one retransmission's stall.
 */
final class ModelLink {
    static final long NEVER = Long.MAX_VALUE;

    private static final int SEGMENT_BYTES = 1400;
    private static final long LEAST_RETRANSMISSION_NANOS = 200_000_000;

    private final @Nullable LinkProfile profile;
    private final List<LinkProfile.Step> steps;
    private final LongSupplier driveZero;
    private final long seed;
    private final long[] freeAt = new long[2];
    private final long[] lastThere = new long[2];
    private long sent;

    /**
     * @param profile null for a link that adds nothing
     * @param driveZero drive time 0 on the timeline
     */
    ModelLink(@Nullable LinkProfile profile, LongSupplier driveZero, long seed) {
        this.profile = profile;
        this.steps = profile == null ? List.of() : profile.steps();
        this.driveZero = driveZero;
        this.seed = seed;
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
        var random = new SplittableRandom(seed ^ (++sent * 0x9E37_79B9_7F4A_7C15L + direction));
        // The standard deviation of the round trip is that of both ways together.
        double jitter = random.nextGaussian() * state.jitter().toNanos() / Math.sqrt(2);
        long delay = Math.max(0, Math.round(state.rtt().toNanos() / 2.0 + jitter));
        double packets = Math.ceil((double) bytes / SEGMENT_BYTES);
        boolean lost = random.nextDouble() < 1 - Math.pow(1 - state.loss(), packets);
        long stall = lost ? Math.max(LEAST_RETRANSMISSION_NANOS, 2 * state.rtt().toNanos()) : 0;
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
