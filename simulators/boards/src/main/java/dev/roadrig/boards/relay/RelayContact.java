package dev.roadrig.boards.relay;

import dev.roadrig.boards.instrument.SupplyOutput;

/** A relay's contact: what it was told, and what the load behind it has of that. */
public final class RelayContact {
    private final SupplyOutput load;
    private RelayFault fault = RelayFault.NONE;
    private boolean ordered;
    private boolean closed;

    /** Starts off. */
    public RelayContact(SupplyOutput load) {
        this.load = load;
    }

    public synchronized void fault(RelayFault now) {
        fault = now;
    }

    synchronized RelayFault fault() {
        return fault;
    }

    synchronized void order(boolean on) {
        if (fault == RelayFault.IGNORES) {
            return;
        }
        ordered = on;
        boolean closes = on ? fault != RelayFault.OPEN : fault == RelayFault.WELDED && closed;
        if (closes != closed) {
            closed = closes;
            load.switched(closes);
        }
    }

    /** What it says. */
    synchronized boolean ordered() {
        return ordered;
    }

    /** Whether the load has power. */
    public synchronized boolean closed() {
        return closed;
    }

    /** What flows, in ampere. */
    synchronized double amperes() {
        return closed ? load.amperes() : 0;
    }
}
