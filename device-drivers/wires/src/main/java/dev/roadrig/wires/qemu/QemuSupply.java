package dev.roadrig.wires.qemu;

import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.json.JsonText;
import dev.roadrig.scenarios.json.JsonValue;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.power.BoardSupply;
import java.nio.file.Path;

/**
 * The power of a board under QEMU. Off is at once and without a word to the board: its processor stops in the middle of
 * what it does, and its memory and devices are reset. Its serial adapter and its way to SSH stay, as they do on a bench.
 */
public final class QemuSupply implements BoardSupply {
    private final String board;
    private final QmpConnection connection;

    private QemuSupply(String board, QmpConnection connection) {
        this.board = board;
        this.connection = connection;
    }

    /** Connects; see {@link QmpConnection#open}. */
    public static QemuSupply connect(String board, Path socket, Ticker ticker, Deadline deadline)
            throws RunFault, InterruptedException {
        return new QemuSupply(board, QmpConnection.open(board, socket, ticker, deadline));
    }

    @Override
    public void set(boolean on, Deadline deadline) throws RunFault, InterruptedException {
        if (isOn(deadline) == on) {
            return;
        }
        if (on) {
            tell("cont", deadline);
        } else {
            tell("stop", deadline);
            tell("system_reset", deadline);
        }
        if (isOn(deadline) != on) {
            throw new RigFault(
                    "supply.stuck",
                    "QEMU of " + board + " did not go " + (on ? "on" : "off") + " and named no reason.");
        }
    }

    @Override
    public boolean isOn(Deadline deadline) throws RunFault, InterruptedException {
        return status(deadline).equals("running");
    }

    private String status(Deadline deadline) throws RunFault, InterruptedException {
        JsonValue status = connection.ask("query-status", JsonValue.Members.none(), deadline);
        if (status instanceof JsonValue.Members members
                && members.optional("status").orElse(null) instanceof JsonValue.Text text) {
            return text.text();
        }
        throw new RigFault("qemu.refused", "QEMU of " + board + " named no status but " + JsonText.write(status) + ".");
    }

    @Override
    public void requireOn(Deadline deadline) throws RunFault, InterruptedException {
        String status = status(deadline);
        if (!status.equals("running")) {
            throw new RigFault(
                    "supply.off", "The power of " + board + " is off: QEMU says '" + status + "'. Switch it on.");
        }
    }

    @Override
    public String reading(Deadline deadline) throws RunFault, InterruptedException {
        return "QEMU's status is '" + status(deadline) + "'; there is no power to measure";
    }

    private void tell(String command, Deadline deadline) throws RunFault, InterruptedException {
        JsonValue unused = connection.ask(command, JsonValue.Members.none(), deadline);
    }

    /** The network cable of the board, and snapshots of it, by the same connection. */
    public QemuBench bench() {
        return new QemuBench(board, connection);
    }

    @Override
    public void close() {
        connection.close();
    }
}
