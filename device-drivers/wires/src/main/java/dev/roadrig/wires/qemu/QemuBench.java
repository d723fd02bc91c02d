package dev.roadrig.wires.qemu;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.json.JsonValue;
import dev.roadrig.scenarios.time.Deadline;

/** What a bench can do to a board under QEMU and to no other: unplug its network cable, and put it back to a moment before. */
public final class QemuBench {
    /** As {@code -netdev id=} has it. */
    private static final String CABLE = "n0";

    private static final String NAMES = "[a-z0-9-]{1,40}";

    private final String board;
    private final QmpConnection connection;

    QemuBench(String board, QmpConnection connection) {
        this.board = board;
        this.connection = connection;
    }

    /** Plugs the board's network cable in or out; the board sees its carrier come or go. */
    public void plugNetwork(boolean in, Deadline deadline) throws RigFault, InterruptedException {
        JsonValue unused = connection.ask(
                "set_link", JsonValue.Members.none().with("name", CABLE).with("up", new JsonValue.Flag(in)), deadline);
    }

    /**
     * Keeps the board's whole state, as long as its process runs.
     *
     * @param name letters, digits and dashes; one of that name is replaced
     * @throws RigFault {@code qemu.refused} when there is no drive for it
     */
    public void save(String name, Deadline deadline) throws RigFault, InterruptedException {
        monitor("savevm " + checked(name), deadline);
    }

    /**
     * Puts the board back to a saved state and lets it run on. Its clock stands where it stood then, and its connections are
     * gone.
     *
     * @throws RigFault {@code qemu.refused} when there is none of that name
     */
    public void restore(String name, Deadline deadline) throws RigFault, InterruptedException {
        monitor("loadvm " + checked(name), deadline);
        JsonValue unused = connection.ask("cont", JsonValue.Members.none(), deadline);
    }

    /**
     * Leads a port of this host's loopback to a TCP port of the board, as long as its process runs.
     *
     * @param hostPort free, 1 to 65,535
     * @param boardPort 1 to 65,535
     * @throws RigFault {@code qemu.refused} when it is taken
     */
    public void forward(int hostPort, int boardPort, Deadline deadline) throws RigFault, InterruptedException {
        monitor("hostfwd_add %s tcp:127.0.0.1:%d-:%d".formatted(CABLE, hostPort, boardPort), deadline);
    }

    private static String checked(String name) {
        if (!name.matches(NAMES)) {
            throw new BadInput("A snapshot's name is " + NAMES + ", not '" + name + "'.");
        }
        return name;
    }

    /** A command of the human monitor answers with nothing when it is done, and else with words. */
    private void monitor(String command, Deadline deadline) throws RigFault, InterruptedException {
        JsonValue said = connection.ask(
                "human-monitor-command", JsonValue.Members.none().with("command-line", command), deadline);
        if (said instanceof JsonValue.Text text && !text.text().isBlank()) {
            throw new RigFault(
                    "qemu.refused",
                    "QEMU of " + board + " did not do '" + command + "': "
                            + text.text().strip()
                            + ". Snapshots need qemu-img (Debian: qemu-utils) when the board starts.");
        }
    }
}
