package dev.roadrig.ports;

import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;

/** Switches one supply of a board. */
public interface PowerSwitch {

    /** Switches on or off, and returns when the switch has confirmed it. */
    void set(boolean on, Deadline deadline) throws RunFault, InterruptedException;

    /** Whether the supply is on, asked of the switch now. */
    boolean isOn(Deadline deadline) throws RunFault, InterruptedException;
}
