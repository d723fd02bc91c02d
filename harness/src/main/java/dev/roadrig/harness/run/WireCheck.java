package dev.roadrig.harness.run;

import dev.roadrig.harness.rack.RackBoard;
import dev.roadrig.ports.Shell;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.adb.AdbLink;
import dev.roadrig.wires.console.BootWatch;
import dev.roadrig.wires.console.Supply;
import dev.roadrig.wires.power.BoardSupply;
import dev.roadrig.wires.serial.SerialConsole;
import dev.roadrig.wires.ssh.SshLink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Tries the wires of one board, each for itself. A board that a process stands for is started, switched on, and ended
 * afterwards; any other is left as it is.
 */
public final class WireCheck implements AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final Ticker ticker;
    private final List<Finding> findings = new ArrayList<>();
    private final Closer owned = new Closer();
    private RackBoard board;
    private @Nullable BootWatch watch;
    private @Nullable BoardSupply supply;

    /**
     * What one wire did.
     *
     * @param fine whether it can be used
     * @param text what was seen, or what to do
     */
    public record Finding(String wire, boolean fine, String text) {}

    private WireCheck(RackBoard board, Ticker ticker) {
        this.board = board;
        this.ticker = ticker;
    }

    /** Tries every wire that the rack file gives the board. The caller holds the board's lease. */
    public static List<Finding> of(RackBoard board, AgentJar agent, Ticker ticker) throws InterruptedException {
        try (var check = new WireCheck(board, ticker)) {
            check.all(agent);
            return List.copyOf(check.findings);
        }
    }

    private void all(AgentJar agent) throws InterruptedException {
        boolean ours = board.process().isPresent();
        if (ours && !tried("process", () -> startProcess(agent))) {
            return;
        }
        if (board.console().isPresent()) {
            tried("console", () -> openConsole(board.console().get()));
        }
        if (board.power().isPresent()) {
            tried("power", () -> askSupply(board.power().get()));
        }
        if (ours) {
            tried("boot", this::boot);
        }
        if (board.shell().isPresent()) {
            tried("shell", () -> logIn(board.shell().get()));
        } else if (board.adb().isPresent()) {
            tried("shell", () -> connect(board.adb().get()));
        }
    }

    private boolean tried(String wire, Trial trial) throws InterruptedException {
        try {
            findings.add(new Finding(wire, true, trial.run()));
            return true;
        } catch (RunFault | BadInput e) {
            findings.add(new Finding(wire, false, String.valueOf(e.getMessage())));
            return false;
        }
    }

    private String startProcess(AgentJar agent) throws RunFault, InterruptedException {
        Deadline deadline = ticker.in(ANSWER.multipliedBy(3));
        ProcessBuilder command = new Programs(agent).resolve(board);
        BoardProcess process = owned.own(BoardProcess.start(board.name(), command, ticker, deadline));
        Map<String, String> announced = Announcement.read(board.name(), process.announced());
        board = board.resolve(announced);
        String note = announced.getOrDefault(Announcement.NOTE, "");
        return "announced " + String.join(", ", new TreeSet<>(announced.keySet()))
                + (note.isEmpty() ? "" : ". " + note);
    }

    private String openConsole(RackBoard.SerialWire wire) throws RunFault, InterruptedException {
        SerialConsole console = owned.own(SerialConsole.open(wire.device(), wire.baud(), ticker, board.name()));
        BootWatch listening = new BootWatch(board.name(), ticker, board.boot());
        console.listen(listening);
        watch = listening;
        return wire.device() + " opened at " + wire.baud() + " baud";
    }

    private String askSupply(RackBoard.PowerWire wire) throws RunFault, InterruptedException {
        Deadline deadline = ticker.in(ANSWER);
        BoardSupply opened = owned.own(Supplies.connect(board.name(), wire, ticker, deadline));
        supply = opened;
        boolean on = opened.isOn(deadline);
        return "the supply is " + (on ? "on" : "off") + ": " + opened.reading(deadline);
    }

    private String boot() throws RunFault, InterruptedException {
        BootWatch listening = watch;
        Deadline deadline = ticker.in(board.boot()
                .firstSign()
                .plus(board.boot().bootloader())
                .plus(board.boot().kernel()));
        if (listening != null) {
            listening.expectBoot();
            listening.supply(Supply.ON);
        }
        if (supply != null) {
            supply.set(true, deadline);
        }
        if (listening == null) {
            return "switched on; without a console nobody sees it boot";
        }
        listening.awaitLogin(deadline);
        return "a login on the console";
    }

    private String logIn(RackBoard.SshWire wire) throws RunFault, InterruptedException {
        Deadline deadline = ticker.in(ANSWER);
        SshLink link = owned.own(SshLink.connect(SshTargets.of(board.name(), wire), ticker, deadline));
        Shell.Result result = link.shell().run("echo roadrig", deadline);
        String where = wire.user() + "@" + wire.host() + ":" + wire.port();
        if (!result.ok() || !result.out().strip().equals("roadrig")) {
            throw new BadInput("The login at " + where + " runs no commands: `echo roadrig` ended with "
                    + result.exitCode() + ". Give the user a shell.");
        }
        return "host key and login are right, commands run at " + where;
    }

    private String connect(RackBoard.AdbWire wire) throws RunFault, InterruptedException {
        Deadline deadline = ticker.in(ANSWER);
        AdbLink link = owned.own(AdbLink.connect(AdbTargets.of(board.name(), wire), ticker, deadline));
        Shell.Result build = link.shell().run("getprop ro.build.fingerprint", deadline);
        return "the key is allowed, commands run at " + wire.text() + ", "
                + build.out().strip();
    }

    @Override
    public void close() {
        owned.close();
    }

    /** Tries something and says what was seen. */
    private interface Trial {
        String run() throws RunFault, InterruptedException;
    }
}
