package dev.roadrig.boards.link.packet;

import dev.roadrig.scenarios.link.Direction;
import dev.roadrig.scenarios.scenario.LinkProfile;
import dev.roadrig.scenarios.time.Ticker;
import java.util.ArrayList;
import java.util.List;

/** The carriers of a relay by itself, whose conditions are played from when it is opened. */
final class UdpShaped implements UdpRelay.Ends {
    private final String threads;
    private final LinkProfile profile;
    private final long seed;
    private final Ticker ticker;
    private final CarrierWatch watch;
    private final List<LinkCarrier> carriers = new ArrayList<>();

    UdpShaped(String threads, LinkProfile profile, long seed, Ticker ticker, CarrierWatch watch) {
        this.threads = threads;
        this.profile = profile;
        this.seed = seed;
        this.ticker = ticker;
        this.watch = watch;
    }

    @Override
    public PacketCarrier open(Direction direction, PacketCarrier.Outlet outlet) {
        String name = threads + (direction == Direction.UP ? "-up" : "-down");
        var plan = new CarrierPlan(name, profile, direction, seed, 0, UdpRelay.HEAD_BYTES);
        var carrier = new LinkCarrier(plan, ticker, outlet, watch);
        carrier.start(ticker.nanos());
        carriers.add(carrier);
        return carrier;
    }

    @Override
    public void refused(long flow) {
        watch.refused(flow);
    }

    void play(LinkProfile next, long nowNanos) {
        carriers.forEach(carrier -> carrier.play(next, nowNanos, 0));
    }
}
