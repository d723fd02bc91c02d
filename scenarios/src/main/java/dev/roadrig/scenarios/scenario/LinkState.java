package dev.roadrig.scenarios.scenario;

import dev.roadrig.scenarios.link.Direction;
import dev.roadrig.scenarios.link.Jitter;
import dev.roadrig.scenarios.link.Loss;
import dev.roadrig.scenarios.link.PacketFaults;
import dev.roadrig.scenarios.link.WayState;
import java.time.Duration;

/**
 * What the network does from one moment on.
 *
 * @param name the radio's state where the source names one (lte, lte-edge, none), else "constant"
 * @param up from the board
 * @param down to the board
 */
public record LinkState(String name, WayState up, WayState down) {

    /**
     * Both ways the same but for their rates.
     *
     * @param rtt both ways together; half is added each way
     * @param jitter standard deviation of the delay each way, normal
     * @param loss share of packets lost, 0 to 1, each by itself
     */
    public LinkState(
            String name, long upBitsPerSecond, long downBitsPerSecond, Duration rtt, Duration jitter, double loss) {
        this(
                name,
                way(upBitsPerSecond, rtt.dividedBy(2), jitter, loss),
                way(downBitsPerSecond, rtt.minus(rtt.dividedBy(2)), jitter, loss));
    }

    private static WayState way(long bitsPerSecond, Duration delay, Duration jitter, double loss) {
        return new WayState(bitsPerSecond, delay, Jitter.normal(jitter), new Loss.Bernoulli(loss), PacketFaults.NONE);
    }

    public WayState way(Direction direction) {
        return direction == Direction.UP ? up : down;
    }

    public long upBitsPerSecond() {
        return up.bitsPerSecond();
    }

    public long downBitsPerSecond() {
        return down.bitsPerSecond();
    }

    /** Both ways together. */
    public Duration rtt() {
        return up.delay().plus(down.delay());
    }

    /** A rate of 0 in either direction: {@code when: link.outage}; anything else is {@code link.up}. */
    public boolean outage() {
        return up.bitsPerSecond() == 0 || down.bitsPerSecond() == 0;
    }
}
