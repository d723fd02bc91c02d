package dev.roadrig.wires.power;

import dev.roadrig.ports.PowerSwitch;
import dev.roadrig.scenarios.fault.BoardFault;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;

/** A board's supply behind an open connection: switched, and asked when something else has failed. */
public interface BoardSupply extends PowerSwitch, AutoCloseable {

    /**
     * Holds when it is on.
     *
     * @throws RigFault {@code supply.off} when it is off
     * @throws BoardFault where the supply can tell that the board itself powered off
     */
    void requireOn(Deadline deadline) throws RunFault, InterruptedException;

    /** What it shows now, in words for people. */
    String reading(Deadline deadline) throws RunFault, InterruptedException;

    @Override
    void close();
}
