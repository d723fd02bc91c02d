package dev.roadrig.scenarios.link;

import java.time.Duration;

/**
 * What one direction of a link does.
 *
 * @param bitsPerSecond 0 is an outage
 * @param delay one way
 * @param loss of packets; on a byte stream each is a retransmission stall
 */
public record WayState(long bitsPerSecond, Duration delay, Jitter jitter, Loss loss, PacketFaults faults) {
    public WayState {
        if (bitsPerSecond < 0) {
            throw new IllegalArgumentException("a link's rate is 0 or more bit/s");
        }
        if (delay.isNegative()) {
            throw new IllegalArgumentException("a link's delay is not negative");
        }
    }

    /** Whether it does the same at another rate. */
    public boolean alikeButForRate(WayState other) {
        return equals(new WayState(bitsPerSecond, other.delay, other.jitter, other.loss, other.faults));
    }
}
