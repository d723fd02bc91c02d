package dev.roadrig.boards.link;

import dev.roadrig.boards.link.stream.Release;
import dev.roadrig.boards.link.stream.StreamPolicy;
import dev.roadrig.scenarios.link.Direction;
import java.util.ArrayDeque;
import java.util.Deque;

/** One direction of one connection as the link's conditions have it, recorded as it goes. */
final class LinkPolicy implements StreamPolicy {
    private final LinkRelay relay;
    private final LinkShaper shaper;
    private final long flow;
    /** Of the segments that wait, in order. */
    private final Deque<LinkShaper.Departure> waiting = new ArrayDeque<>();

    private long lastReleaseNanos = Long.MIN_VALUE;

    LinkPolicy(LinkRelay relay, LinkShaper shaper, long flow) {
        this.relay = relay;
        this.shaper = shaper;
        this.flow = flow;
    }

    @Override
    public int segmentBytes() {
        return LinkShaper.SEGMENT_BYTES;
    }

    @Override
    public Release depart(long segment, int bytes, long nowNanos) {
        long arrival = relay.windowNanos(nowNanos);
        LinkShaper.Departure departure = shaper.depart(flow, segment, bytes, arrival);
        waiting.add(departure);
        lastReleaseNanos =
                departure.never() ? Long.MAX_VALUE : Math.addExact(nowNanos, departure.releaseNanos() - arrival);
        relay.offered(direction(), bytes, arrival, departure);
        if (departure.stallNanos() > 0) {
            relay.recordStall(nowNanos, this, segment, departure.stallNanos());
        }
        return Release.at(lastReleaseNanos);
    }

    @Override
    public Release end(long nowNanos) {
        return Release.at(lastReleaseNanos);
    }

    @Override
    public void left(long segment, int bytes, long dueNanos, long nowNanos) {
        relay.left(direction(), bytes, waiting.remove(), new LinkRelay.Let(dueNanos, nowNanos));
    }

    @Override
    public void closed() {
        shaper.forget(flow);
    }

    long flow() {
        return flow;
    }

    Direction direction() {
        return shaper.direction();
    }
}
