package dev.roadrig.wires.power.command;

import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.wires.power.SupplyFaults;
import dev.roadrig.wires.program.Ended;
import dev.roadrig.wires.program.HostCommand;
import dev.roadrig.wires.program.ProgramFaults;

/**
 * What a command that does not run means to a supply: {@code supply.program}, {@code supply.slow}.
 *
 * @param supply in faults
 */
record SupplyProgram(String supply) implements ProgramFaults {
    @Override
    public RigFault missing(HostCommand command, String why) {
        return new RigFault(
                "supply.program",
                "The command `%s` of %s does not run: %s. Install it, or write its whole path in the rack file."
                        .formatted(command.text(), supply, why));
    }

    @Override
    public RigFault late(HostCommand command, Ended ended) {
        return new RigFault(
                "supply.slow",
                "The command `%s` of %s did not end in time and was ended: %s. Run it by hand to see what it waits for."
                        .formatted(command.text(), supply, SupplyFaults.shown(ended.complaint())));
    }
}
