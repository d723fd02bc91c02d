package dev.roadrig.harness.run;

import dev.roadrig.harness.rack.RackBoard;
import dev.roadrig.ports.Files;
import dev.roadrig.ports.Shell;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.adb.AdbLink;
import dev.roadrig.wires.console.BootWatch;
import dev.roadrig.wires.console.ConsoleShell;
import dev.roadrig.wires.files.ConsoleFiles;
import dev.roadrig.wires.files.ConsoleRate;
import dev.roadrig.wires.files.TransferProgress;
import dev.roadrig.wires.serial.SerialConsole;
import dev.roadrig.wires.ssh.SshLink;
import dev.roadrig.wires.ssh.SshTarget;
import java.time.Duration;
import java.util.function.Function;

/**
 * A shell on one board, over SSH, adb or else on its console. A board that a process stands for is started, booted and ended;
 * any other is used as it is, and is neither switched nor rebooted.
 */
public final class BoardShell implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(30);

    private final Closer owned;
    private final Shell shell;
    private final Function<TransferProgress, Files> files;

    private BoardShell(Closer owned, Shell shell, Function<TransferProgress, Files> files) {
        this.owned = owned;
        this.shell = shell;
        this.files = files;
    }

    /**
     * Opens it. The caller holds the board's lease.
     *
     * @throws BadInput where the rack file gives the board neither a shell nor a console
     */
    public static BoardShell open(RackBoard board, AgentJar agent, Ticker ticker)
            throws RunFault, InterruptedException {
        var owned = new Closer();
        return owned.opening(() ->
                board.process().isPresent() ? ofProcess(board, agent, ticker, owned) : asItIs(board, ticker, owned));
    }

    private static BoardShell ofProcess(RackBoard board, AgentJar agent, Ticker ticker, Closer owned)
            throws RunFault, InterruptedException {
        Rig rig = new Rig(ticker, (nanos, message) -> {}, new FaultLine(ticker), Progress.SILENT);
        var programs = new Programs(agent);
        if (board.shell().isPresent()) {
            return over(LiveBoard.bringUp(rig, board, programs, owned).control(), owned);
        }
        RackBoard.SerialWire wire = console(board);
        LiveBoard live = LiveBoard.open(rig, board, programs, owned);
        live.bootToLogin();
        return over(live.consoleShell().orElseThrow(), wire, ticker, owned);
    }

    private static BoardShell asItIs(RackBoard board, Ticker ticker, Closer owned)
            throws RunFault, InterruptedException {
        Deadline deadline = ticker.in(CONNECT);
        if (board.shell().isPresent()) {
            SshTarget target = SshTargets.of(board.name(), board.shell().get());
            return over(owned.own(SshLink.connect(target, ticker, deadline)), owned);
        }
        if (board.adb().isPresent()) {
            AdbLink link = owned.own(
                    AdbLink.connect(AdbTargets.of(board.name(), board.adb().get()), ticker, deadline));
            return new BoardShell(owned, link.shell(), progress -> link.files());
        }
        RackBoard.SerialWire wire = console(board);
        var console = owned.own(SerialConsole.open(wire.device(), wire.baud(), ticker, board.name()));
        var watch = new BootWatch(board.name(), ticker, board.boot());
        console.listen(watch);
        var shell = new ConsoleShell(console, watch, BoardConsole.loginOf(wire), ticker);
        shell.login(deadline);
        return over(shell, wire, ticker, owned);
    }

    private static BoardShell over(SshLink link, Closer owned) {
        return new BoardShell(owned, link.shell(), progress -> link.files());
    }

    private static BoardShell over(ConsoleShell shell, RackBoard.SerialWire wire, Ticker ticker, Closer owned) {
        ConsoleRate rate = ConsoleRate.of(wire.baud(), wire.typedBytes(), wire.typingDelay());
        return new BoardShell(owned, shell, progress -> new ConsoleFiles(shell, rate, progress, ticker));
    }

    private static RackBoard.SerialWire console(RackBoard board) {
        return board.console()
                .orElseThrow(
                        () -> new BadInput(
                                "Board " + board.name()
                                        + " has neither `shell:` nor `console:` in its rack file. Give it one, to run commands on it."));
    }

    public Shell shell() {
        return shell;
    }

    /** Files over the same wire; only the console's, which is slow, tells how far it is. */
    public Files files(TransferProgress progress) {
        return files.apply(progress);
    }

    /** @throws RunFault where something of it does not close or cannot be given back */
    @Override
    public void close() throws RunFault {
        owned.close();
    }
}
