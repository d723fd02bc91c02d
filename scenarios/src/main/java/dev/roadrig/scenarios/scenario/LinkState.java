package dev.roadrig.scenarios.scenario;

import java.time.Duration;

/**
 * What the network does from one moment on. Up is from the board.
 *
 * @param name the radio's state where the source names one (lte, lte-edge, none), else "constant"
 * @param upBitsPerSecond 0 is an outage
 * @param downBitsPerSecond 0 is an outage
 * @param rtt both ways together; half is added each way
 * @param jitter standard deviation of the delay
 * @param loss share of packets lost, 0 to 1; on a byte stream each loss is a retransmission stall
 */
public record LinkState(
        String name, long upBitsPerSecond, long downBitsPerSecond, Duration rtt, Duration jitter, double loss) {

    public LinkState {
        if (upBitsPerSecond < 0 || downBitsPerSecond < 0) {
            throw new IllegalArgumentException("a link's rate is 0 or more bit/s");
        }
        if (rtt.isNegative() || jitter.isNegative()) {
            throw new IllegalArgumentException("a link's delay and jitter are not negative");
        }
        if (!(loss >= 0 && loss <= 1)) {
            throw new IllegalArgumentException("a link's loss is between 0 and 1, not " + loss);
        }
    }

    /** A rate of 0 in either direction: {@code when: link.outage}; anything else is {@code link.up}. */
    public boolean outage() {
        return upBitsPerSecond == 0 || downBitsPerSecond == 0;
    }
}
