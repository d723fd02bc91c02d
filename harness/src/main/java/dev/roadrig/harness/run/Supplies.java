package dev.roadrig.harness.run;

import dev.roadrig.harness.rack.PowerWire;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.power.BoardSupply;
import dev.roadrig.wires.power.ScpiSupply;
import dev.roadrig.wires.power.command.CommandSwitch;
import dev.roadrig.wires.power.command.HubPort;
import dev.roadrig.wires.power.relay.HttpRelay;
import dev.roadrig.wires.qemu.QemuSupply;
import java.nio.file.Path;

/** Connects to whatever switches a board's power. */
final class Supplies {
    private Supplies() {}

    /** @param name of the supply in faults */
    static BoardSupply connect(String name, PowerWire wire, Ticker ticker, Deadline deadline)
            throws RunFault, InterruptedException {
        if (wire instanceof PowerWire.Qmp qmp) {
            return QemuSupply.connect(name, Path.of(qmp.socket()), ticker, deadline);
        }
        if (wire instanceof PowerWire.Scpi scpi) {
            return ScpiSupply.connect(name, scpi.address(), ticker, deadline);
        }
        if (wire instanceof PowerWire.Command command) {
            return new CommandSwitch(name, command.plan(), ticker);
        }
        if (wire instanceof PowerWire.Hub hub) {
            return new HubPort(name, hub.place(), ticker);
        }
        return new HttpRelay(name, ((PowerWire.Relay) wire).place(), ticker);
    }
}
