package dev.roadrig.wires.qemu;

import dev.roadrig.scenarios.fault.BoardFault;
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
    /** Of QEMU's RunState (its qapi/run-state.json): it runs, it was reset and stands, it shut itself down. */
    private static final String RUNNING = "running";

    private static final String RESET = "prelaunch";
    private static final String SHUT_DOWN = "shutdown";

    private static final int MOST_ASKED = 100;

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

    /**
     * Switches it. On starts from a reset board, whatever was before: one that shut itself down boots too. Off is done in full
     * each time, since what an earlier one that failed half-way left behind cannot be told from the status.
     *
     * @throws RigFault {@code supply.stuck}, or as {@link QmpConnection#ask}
     */
    @Override
    public void set(boolean on, Deadline deadline) throws RunFault, InterruptedException {
        if (!on) {
            tell("stop", deadline);
            reset(deadline);
            return;
        }
        String status = status(deadline);
        if (status.equals(RUNNING)) {
            return;
        }
        if (!status.equals(RESET)) {
            reset(deadline);
        }
        tell("cont", deadline);
        if (!status(deadline).equals(RUNNING)) {
            throw stuck("on");
        }
    }

    /** QEMU answers when the reset is ordered, which is before it is done. */
    private void reset(Deadline deadline) throws RunFault, InterruptedException {
        tell("system_reset", deadline);
        for (int asked = 0; asked < MOST_ASKED; asked++) {
            if (status(deadline).equals(RESET)) {
                return;
            }
        }
        throw stuck("off");
    }

    private RigFault stuck(String wanted) {
        return new RigFault(
                "supply.stuck",
                "QEMU of " + board + " did not go " + wanted + " and named no reason. End its process and start anew.");
    }

    /** Whether it has power; a board that shut itself down has it and makes nothing of it. */
    @Override
    public boolean isOn(Deadline deadline) throws RunFault, InterruptedException {
        String status = status(deadline);
        return status.equals(RUNNING) || status.equals(SHUT_DOWN);
    }

    private String status(Deadline deadline) throws RunFault, InterruptedException {
        JsonValue status = connection.ask("query-status", JsonValue.Members.none(), deadline);
        if (status instanceof JsonValue.Members members
                && members.optional("status").orElse(null) instanceof JsonValue.Text text) {
            return text.text();
        }
        throw new RigFault("qemu.refused", "QEMU of " + board + " named no status but " + JsonText.write(status) + ".");
    }

    /**
     * Holds when it runs.
     *
     * @throws BoardFault {@code board.shutdown} when the board itself powered off
     * @throws RigFault {@code supply.off}
     */
    @Override
    public void requireOn(Deadline deadline) throws RunFault, InterruptedException {
        String status = status(deadline);
        if (status.equals(SHUT_DOWN)) {
            throw new BoardFault(
                    "board.shutdown",
                    board + " powered itself off, and nobody switched its supply: QEMU says '" + status
                            + "'. Read the console's last lines, and the board's own logs.");
        }
        if (!status.equals(RUNNING)) {
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
