package dev.roadrig.wires.power;

import dev.roadrig.ports.PowerSwitch;
import dev.roadrig.scenarios.fault.BoardFault;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import java.util.OptionalDouble;

/** A board's supply behind an open connection: switched, and asked when something else has failed. */
public interface BoardSupply extends PowerSwitch, AutoCloseable {

    /**
     * Whether it can be asked for its state. One that cannot says of itself what it was last told, and on before that: then
     * it is switched off before it is switched on.
     */
    default boolean tells() {
        return true;
    }

    /**
     * Holds when it is on.
     *
     * @throws RigFault {@code supply.off} when it is off
     * @throws BoardFault where the supply can tell that the board itself powered off
     */
    void requireOn(Deadline deadline) throws RunFault, InterruptedException;

    /** What it shows now, in words for people. */
    String reading(Deadline deadline) throws RunFault, InterruptedException;

    /** The current that flows now, in ampere, at least 0; empty where it measures none or has no value. */
    default OptionalDouble amperes(Deadline deadline) throws RunFault, InterruptedException {
        return OptionalDouble.empty();
    }

    @Override
    void close();
}
