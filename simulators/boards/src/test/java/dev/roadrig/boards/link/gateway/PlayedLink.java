package dev.roadrig.boards.link.gateway;

import dev.roadrig.boards.link.packet.CarrierPlan;
import dev.roadrig.boards.link.packet.CarrierWatch;
import dev.roadrig.boards.link.packet.LinkCarrier;
import dev.roadrig.boards.link.packet.LossCause;
import dev.roadrig.boards.link.packet.PacketCarrier;
import dev.roadrig.scenarios.link.Direction;
import dev.roadrig.scenarios.link.Jitter;
import dev.roadrig.scenarios.link.Loss;
import dev.roadrig.scenarios.link.PacketFaults;
import dev.roadrig.scenarios.link.WayState;
import dev.roadrig.scenarios.scenario.LinkProfile;
import dev.roadrig.scenarios.scenario.LinkState;
import dev.roadrig.scenarios.time.Ticker;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Carriers that play conditions both ways, and count. */
final class PlayedLink implements Gateway.Carriers {
    private static final long RATE = 50_000_000;
    private static final int UDP = 17;
    private static final int DNS = 53;

    final AtomicLong lost = new AtomicLong();
    /** Packets to a name server that came to a carrier, and from it. */
    final AtomicLong namesUp = new AtomicLong();

    final AtomicLong namesDown = new AtomicLong();

    private final Map<Direction, LinkCarrier> carriers = new ConcurrentHashMap<>();
    private final Ticker ticker;
    private final LinkProfile first;

    PlayedLink(Ticker ticker, LinkProfile first) {
        this.ticker = ticker;
        this.first = first;
    }

    /** A constant link. */
    static LinkProfile link(Duration oneWay, double loss) {
        Loss lossy = loss == 0 ? Loss.nothing() : new Loss.Bernoulli(loss);
        return profile(new WayState(RATE, oneWay, Jitter.NONE, lossy, PacketFaults.NONE));
    }

    static LinkProfile outage() {
        return profile(new WayState(0, Duration.ZERO, Jitter.NONE, Loss.nothing(), PacketFaults.NONE));
    }

    private static LinkProfile profile(WayState way) {
        return LinkProfile.constant(new LinkState("x", way, way));
    }

    void play(LinkProfile next) {
        carriers.values().forEach(carrier -> carrier.play(next, ticker.nanos(), 0));
    }

    @Override
    public PacketCarrier open(Direction direction, PacketCarrier.Outlet outlet) {
        var plan = new CarrierPlan("rr-played-" + direction, first, direction, 3, 0, 0);
        var carrier = new LinkCarrier(plan, ticker, outlet, new CarrierWatch() {
            @Override
            public void released(int bytes, long busyNanos, long lateNanos) {}

            @Override
            public void lost(long flow, long index, LossCause cause) {
                lost.incrementAndGet();
            }
        });
        carriers.put(direction, carrier);
        return new PacketCarrier() {
            @Override
            public void carry(long flow, byte[] packet, long waitedNanos) {
                if (isOfNames(packet, direction)) {
                    (direction == Direction.UP ? namesUp : namesDown).incrementAndGet();
                }
                carrier.carry(flow, packet, waitedNanos);
            }

            @Override
            public void close() {
                carrier.close();
            }
        };
    }

    private static boolean isOfNames(byte[] packet, Direction direction) {
        int head = (packet[0] & 0xf) * 4;
        int at = head + (direction == Direction.UP ? 2 : 0);
        return packet[9] == UDP && packet.length > at + 1 && packet[at] == 0 && packet[at + 1] == DNS;
    }
}
