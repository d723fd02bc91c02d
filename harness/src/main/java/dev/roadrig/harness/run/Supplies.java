package dev.roadrig.harness.run;

import dev.roadrig.harness.rack.RackBoard;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.power.BoardSupply;
import dev.roadrig.wires.power.ScpiSupply;
import dev.roadrig.wires.qemu.QemuSupply;
import java.nio.file.Path;

/** Connects to whatever switches a board's power. */
final class Supplies {
    private Supplies() {}

    static BoardSupply connect(String board, RackBoard.PowerWire wire, Ticker ticker, Deadline deadline)
            throws RunFault, InterruptedException {
        if (wire instanceof RackBoard.QmpWire qmp) {
            return QemuSupply.connect(board, Path.of(qmp.socket()), ticker, deadline);
        }
        var scpi = (RackBoard.ScpiWire) wire;
        return ScpiSupply.connect(board, scpi.host(), scpi.port(), ticker, deadline);
    }
}
