package dev.roadrig.harness.run;

import dev.roadrig.harness.rack.RackBoard;
import dev.roadrig.ports.Shell;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.adb.AdbLink;
import dev.roadrig.wires.console.BootWatch;
import dev.roadrig.wires.console.ConsoleShell;
import dev.roadrig.wires.serial.SerialConsole;
import dev.roadrig.wires.ssh.SshLink;
import java.time.Duration;

/**
 * A shell on one board, over SSH, adb or else on its console. A board that a process stands for is started, booted and ended;
 * any other is used as it is, and is neither switched nor rebooted.
 */
public final class BoardShell implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(30);

    private final Closer owned;
    private final Shell shell;

    private BoardShell(Closer owned, Shell shell) {
        this.owned = owned;
        this.shell = shell;
    }

    /**
     * Opens it. The caller holds the board's lease.
     *
     * @throws BadInput where the rack file gives the board neither a shell nor a console
     */
    public static BoardShell open(RackBoard board, AgentJar agent, Ticker ticker)
            throws RunFault, InterruptedException {
        var owned = new Closer();
        return owned.opening(() -> new BoardShell(owned, shell(board, agent, ticker, owned)));
    }

    private static Shell shell(RackBoard board, AgentJar agent, Ticker ticker, Closer owned)
            throws RunFault, InterruptedException {
        if (board.process().isPresent()) {
            Rig rig = new Rig(ticker, (nanos, message) -> {}, new FaultLine(ticker), Progress.SILENT);
            return LiveBoard.bringUp(rig, board, new Programs(agent), owned).shell();
        }
        Deadline deadline = ticker.in(CONNECT);
        if (board.shell().isPresent()) {
            return owned.own(SshLink.connect(
                            SshTargets.of(board.name(), board.shell().get()), ticker, deadline))
                    .shell();
        }
        if (board.adb().isPresent()) {
            return owned.own(AdbLink.connect(
                            AdbTargets.of(board.name(), board.adb().get()), ticker, deadline))
                    .shell();
        }
        RackBoard.SerialWire wire = board.console()
                .orElseThrow(
                        () -> new BadInput(
                                "Board " + board.name()
                                        + " has neither `shell:` nor `console:` in its rack file. Give it one, to run commands on it."));
        var console = owned.own(SerialConsole.open(wire.device(), wire.baud(), ticker, board.name()));
        var watch = new BootWatch(board.name(), ticker, board.boot());
        console.listen(watch);
        var over = new ConsoleShell(console, watch, BoardConsole.loginOf(wire), ticker);
        over.login(deadline);
        return over;
    }

    public Shell shell() {
        return shell;
    }

    @Override
    public void close() {
        owned.close();
    }
}
