package dev.roadrig.boards.link;

import dev.roadrig.scenarios.link.Direction;
import dev.roadrig.scenarios.link.WayState;
import dev.roadrig.scenarios.scenario.LinkProfile;
import dev.roadrig.scenarios.scenario.LinkState;
import java.util.HashMap;
import java.util.Map;

/**
 * Decides when each segment of one direction leaves the link: a pure model of rate, delay, jitter, loss and outages
 * over drive time. All flows share the direction's rate; the order within a flow is kept.
 */
public final class LinkShaper {
    /** The payload of an Ethernet-sized TCP segment with time stamps. */
    public static final int SEGMENT_BYTES = 1448;

    /** Ethernet, IP and TCP headers that a segment's payload travels with. */
    static final int HEADER_BYTES = 66;

    private final LinkProfile profile;
    private final Direction direction;
    private final Bottleneck bottleneck;
    private final PacketDice dice;
    private final Map<Long, Long> lastReleases = new HashMap<>();

    /** @param seed decides losses and jitter */
    public LinkShaper(LinkProfile profile, Direction direction, long seed) {
        this(profile, direction, seed, new Bottleneck(profile, direction));
    }

    /** @param bottleneck of this direction of the profile, which others may share */
    LinkShaper(LinkProfile profile, Direction direction, long seed, Bottleneck bottleneck) {
        this.profile = profile;
        this.direction = direction;
        this.bottleneck = bottleneck;
        this.dice = new PacketDice(seed, direction);
    }

    /**
     * When a segment leaves.
     *
     * @param flow the connection's number
     * @param segment the segment's number in its flow and direction
     * @param payloadBytes of the segment
     * @param arrivalNanos when it came, on the drive's clock
     */
    public synchronized Departure depart(long flow, long segment, int payloadBytes, long arrivalNanos) {
        Bottleneck.Turn turn = bottleneck.take(arrivalNanos, 8.0 * (payloadBytes + HEADER_BYTES));
        if (turn.never()) {
            return new Departure(Long.MAX_VALUE, Long.MAX_VALUE, 0, 0, false);
        }
        long begin = turn.beginNanos();
        boolean queued = arrivalNanos < begin;
        long sent = turn.sentNanos();
        LinkState state = profile.at(sent);
        WayState way = state.way(direction);
        long delay = way.delay().toNanos();
        long jitter = dice.jitterNanos(flow, segment, way.jitter());
        long stall = dice.lost(flow, segment, way.loss()) ? stallNanos(state) : 0;
        long release = sent + Math.max(0, delay + jitter) + stall;
        release = Math.max(release, lastReleases.getOrDefault(flow, Long.MIN_VALUE));
        lastReleases.put(flow, release);
        long busy = sent - (sent > 0 ? Math.max(begin, 0) : begin);
        return new Departure(release, sent, busy, stall, queued);
    }

    /** A connection is over. */
    public synchronized void forget(long flow) {
        lastReleases.remove(flow);
    }

    /**
     * A lost segment of a byte stream comes again after a tail-loss probe's time, nanoseconds: two round trips, at least 10 ms
     * (RFC 8985, section 7.2).
     */
    public static long stallNanos(LinkState state) {
        return Math.max(2 * state.rtt().toNanos(), 10_000_000L);
    }

    Direction direction() {
        return direction;
    }

    /**
     * @param releaseNanos when it leaves the link, on the drive's clock; {@link Long#MAX_VALUE} for never
     * @param sentNanos of it, when it has been sent at the rate, before delay and stall
     * @param busyNanos for how long it held the direction's rate, counted from the window's start where that lies within
     * @param stallNanos of it, for how long a loss stalled it; 0 when it was not lost
     * @param queued whether it waited for something before it to be sent
     */
    public record Departure(long releaseNanos, long sentNanos, long busyNanos, long stallNanos, boolean queued) {
        public boolean never() {
            return releaseNanos == Long.MAX_VALUE;
        }
    }
}
