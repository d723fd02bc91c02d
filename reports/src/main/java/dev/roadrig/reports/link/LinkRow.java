package dev.roadrig.reports.link;

import dev.roadrig.scenarios.record.v1.LinkAsked;
import dev.roadrig.scenarios.record.v1.LinkWay;
import java.util.List;

/**
 * One direction under one set of conditions, or under all those of one name where there are many.
 *
 * @param stream whether it carried byte streams, on which a loss is a retransmission stall; else packets
 * @param state the conditions' name
 * @param spans when they held, on the drive's time
 * @param asked each set of them
 * @param tally what the link did
 * @param outages edges of those spans in which the rate is 0
 */
public record LinkRow(
        boolean up,
        boolean stream,
        String state,
        List<Span> spans,
        List<LinkAsked> asked,
        LinkTally tally,
        List<Outage> outages) {
    public LinkRow {
        spans = List.copyOf(spans);
        asked = List.copyOf(asked);
        outages = List.copyOf(outages);
    }

    /** Nanoseconds since the drive's start. */
    public record Span(long fromNanos, long toNanos) {}

    /**
     * An outage, on the drive's time: nanoseconds.
     *
     * @param span asked
     * @param lastNanos when the last before its end left the link's rate; {@link Long#MIN_VALUE} where none ever did
     * @param firstNanos when the first after it did; {@link Long#MAX_VALUE} where none ever did
     * @param firstLateNanos how much later than asked that was
     */
    public record Outage(Span span, long lastNanos, long firstNanos, long firstLateNanos) {
        /** When it began for what was sent: later than asked where something was still let go. */
        public long gotFromNanos() {
            return Math.max(span.fromNanos(), lastNanos);
        }

        /** When it ended for what was sent. */
        public long gotToNanos() {
            return span.toNanos() + Math.max(0, firstLateNanos);
        }
    }

    /** What one set of conditions asks of this direction; without the delay's share where the record is from before ways. */
    public LinkWay way(LinkAsked one) {
        if (!one.hasUp() || !one.hasDown()) {
            return LinkWay.newBuilder()
                    .setDelayNs(one.getRttNs() / 2)
                    .setJitterNs(one.getJitterNs())
                    .setLoss(one.getLoss())
                    .build();
        }
        return up ? one.getUp() : one.getDown();
    }

    /** Bits a second that one set of conditions asks of this direction. */
    public long rate(LinkAsked one) {
        return rate(up, one);
    }

    static long rate(boolean up, LinkAsked one) {
        return up ? one.getUpBitsPerSecond() : one.getDownBitsPerSecond();
    }

    /** Whether nothing may pass. */
    public boolean outage() {
        return asked.stream().allMatch(one -> rate(one) == 0) && !tally.byTrace();
    }
}
