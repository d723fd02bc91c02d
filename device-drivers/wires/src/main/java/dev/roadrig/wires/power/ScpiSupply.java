package dev.roadrig.wires.power;

import dev.roadrig.ports.PowerSwitch;
import dev.roadrig.scenarios.fault.Evidence;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;

/** A bench supply that speaks SCPI over TCP. */
@SuppressWarnings("DoNotCallSuggester")
public final class ScpiSupply implements PowerSwitch, AutoCloseable {

    private ScpiSupply() {}

    /**
     * Connects and asks for its identity.
     *
     * @param name of the supply in faults, such as {@code vin}
     * @param port commonly 5025
     */
    public static ScpiSupply connect(String name, String host, int port, Ticker ticker, Deadline deadline)
            throws RunFault, InterruptedException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void set(boolean on, Deadline deadline) throws RunFault, InterruptedException {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isOn(Deadline deadline) throws RunFault, InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** What it measures now. */
    public PowerReading measure(Deadline deadline) throws RunFault, InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** @throws dev.roadrig.scenarios.fault.RigFault {@code supply.off} when it is off */
    public void requireOn(Deadline deadline) throws RunFault, InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** Its state in words, whatever that is: asked for when something else has failed, so it throws nothing. */
    public Evidence evidence(Deadline deadline) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
