package dev.roadrig.boards.link;

import dev.roadrig.boards.link.stream.Release;
import dev.roadrig.boards.link.stream.StreamPolicy;
import dev.roadrig.scenarios.link.Direction;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** One direction of one connection as the link's conditions have it, recorded as it goes. */
final class LinkPolicy implements StreamPolicy {
    private final LinkRelay relay;
    private final LinkShaper shaper;
    private final long flow;
    /** Of the segments that wait, by number, in order. */
    private final Map<Long, Decided> waiting = new LinkedHashMap<>();

    private long lastReleaseNanos = Long.MIN_VALUE;
    /** Of the segment that is decided on next. */
    private long waitedNanos;

    LinkPolicy(LinkRelay relay, LinkShaper shaper, long flow) {
        this.relay = relay;
        this.shaper = shaper;
        this.flow = flow;
    }

    @Override
    public int segmentBytes() {
        return LinkShaper.SEGMENT_BYTES;
    }

    /**
     * What was decided.
     *
     * @param atNanos when it leaves, on the timeline
     * @param beforeStart it was decided while nobody knew where the drive lies on the timeline
     * @param waitedNanos how long it may have waited before for the relay's own thread
     */
    private record Decided(LinkShaper.Departure departure, long atNanos, boolean beforeStart, long waitedNanos) {}

    @Override
    public void waited(long nanos) {
        waitedNanos = nanos;
    }

    @Override
    public Release depart(long segment, int bytes, long nowNanos) {
        Decided before = waiting.get(segment);
        Decided decided = before == null ? decide(segment, bytes, nowNanos) : again(before);
        waiting.put(segment, decided);
        lastReleaseNanos = decided.atNanos();
        return Release.at(lastReleaseNanos);
    }

    private Decided decide(long segment, int bytes, long nowNanos) {
        Long zero = relay.zeroNanos();
        long arrival = LinkRelay.windowNanos(nowNanos, zero);
        LinkShaper.Departure departure = shaper.depart(flow, segment, bytes, arrival);
        relay.offered(direction(), bytes, arrival, departure);
        long at = departure.never() ? Long.MAX_VALUE : Math.addExact(nowNanos, departure.releaseNanos() - arrival);
        if (departure.stallNanos() > 0) {
            relay.recordStall(nowNanos, this, segment, departure.stallNanos());
        }
        return new Decided(departure, at, zero == null, waitedNanos);
    }

    /**
     * The dice and the rate have had their say. But what came before the drive and was to wait for a moment of it can be
     * told when that is, now that the drive has started.
     */
    private Decided again(Decided before) {
        Long zero = relay.zeroNanos();
        long release = before.departure().releaseNanos();
        boolean inDrive = before.beforeStart() && !before.departure().never() && release >= 0;
        return zero == null || !inDrive
                ? before
                : new Decided(before.departure(), Math.addExact(zero, release), false, before.waitedNanos());
    }

    @Override
    public Release end(long nowNanos) {
        return Release.at(lastReleaseNanos);
    }

    @Override
    public void left(long segment, int bytes, long dueNanos, long nowNanos) {
        Decided decided = Objects.requireNonNull(waiting.remove(segment));
        relay.left(
                direction(), bytes, decided.departure(), new LinkRelay.Let(dueNanos, nowNanos, decided.waitedNanos()));
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
