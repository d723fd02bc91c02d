package dev.roadrig.wires.program;

import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;

/** What it means to whoever needs a program that it does not run. */
public interface ProgramFaults {
    /** It cannot be started, or is not there; says why. */
    RigFault missing(HostCommand command, String why);

    /** It did not end in time and was ended, after it had said something or nothing. */
    RunFault late(HostCommand command, Ended ended);
}
