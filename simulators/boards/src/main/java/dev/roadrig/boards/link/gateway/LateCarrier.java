package dev.roadrig.boards.link.gateway;

import dev.roadrig.boards.link.packet.CarrierPlan;
import dev.roadrig.boards.link.packet.CarrierWatch;
import dev.roadrig.boards.link.packet.LinkCarrier;
import dev.roadrig.boards.link.packet.PacketCarrier;
import dev.roadrig.scenarios.time.Ticker;
import org.jspecify.annotations.Nullable;

/** A carrier that lets everything pass at once until it is given conditions. */
final class LateCarrier implements PacketCarrier {
    private final Outlet outlet;
    private volatile @Nullable LinkCarrier shaped;
    private boolean closed;

    LateCarrier(Outlet outlet) {
        this.outlet = outlet;
    }

    /** @param zeroNanos on the timeline, where the plan's window starts; no packet may come to it before */
    synchronized void begin(CarrierPlan plan, Ticker ticker, CarrierWatch watch, long zeroNanos) {
        if (!closed) {
            var carrier = new LinkCarrier(plan, ticker, outlet, watch);
            carrier.start(zeroNanos);
            shaped = carrier;
        }
    }

    @Override
    public void carry(long flow, byte[] packet, long waitedNanos) {
        LinkCarrier carrier = shaped;
        if (carrier == null) {
            outlet.deliver(flow, packet);
        } else {
            carrier.carry(flow, packet, waitedNanos);
        }
    }

    @Override
    public void close() {
        LinkCarrier carrier;
        synchronized (this) {
            closed = true;
            carrier = shaped;
        }
        if (carrier != null) {
            carrier.close();
        }
    }
}
