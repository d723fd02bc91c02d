package dev.roadrig.boards.link.packet;

import dev.roadrig.scenarios.time.Ticker;
import org.jspecify.annotations.Nullable;

/** A carrier that lets everything pass at once until it is given conditions, and their time begins. */
public final class LateCarrier implements PacketCarrier {
    private final Outlet outlet;
    private volatile @Nullable Shaped shaped;
    private boolean closed;

    /** What carries from a moment on. */
    private record Shaped(LinkCarrier carrier, Ticker ticker, long fromNanos) {}

    /** @param outlet takes what passes */
    public LateCarrier(Outlet outlet) {
        this.outlet = outlet;
    }

    /** @param zeroNanos on the timeline, where the plan's window starts; until then everything passes as before */
    public synchronized void begin(CarrierPlan plan, Ticker ticker, CarrierWatch watch, long zeroNanos) {
        if (!closed) {
            var carrier = new LinkCarrier(plan, ticker, outlet, watch);
            carrier.start(zeroNanos);
            shaped = new Shaped(carrier, ticker, zeroNanos);
        }
    }

    @Override
    public void carry(long flow, byte[] packet, long waitedNanos) {
        Shaped now = shaped;
        if (now == null || now.ticker().nanos() < now.fromNanos()) {
            outlet.deliver(flow, packet);
        } else {
            now.carrier().carry(flow, packet, waitedNanos);
        }
    }

    @Override
    public void close() {
        Shaped last;
        synchronized (this) {
            closed = true;
            last = shaped;
        }
        if (last != null) {
            last.carrier().close();
        }
    }
}
