package dev.roadrig.wires.power.relay;

import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.time.Deadline;
import java.util.OptionalDouble;

/** How one make of relay is spoken to. */
interface RelayDialect {
    /** Tells it to switch. */
    void order(RelayHttp relay, boolean on, Deadline deadline) throws RigFault;

    /** Asks it. */
    State state(RelayHttp relay, Deadline deadline) throws RigFault;

    /**
     * What a relay says of itself.
     *
     * @param amperes that it measures, empty where it does not
     * @param more in words, such as a voltage
     */
    record State(boolean on, OptionalDouble amperes, String more) {}
}
