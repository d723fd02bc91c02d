package dev.roadrig.harness.run;

import dev.roadrig.harness.rack.FirmwareWire;
import dev.roadrig.harness.rack.MeterWire;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Tries the wires of one board, each for itself. A board that a process stands for is started, switched on, and ended
 * afterwards; any other is left as it is.
 */
public final class WireCheck {
    private static final Duration ANSWER = Duration.ofSeconds(10);
    /** A process that ends is told at once; one of Java on a host that is busy with others has taken more than 30 s to speak. */
    private static final Duration SPEAKS = Duration.ofMinutes(2);

    private final Ticker ticker;
    private final Trials trials = new Trials();
    private final Closer owned = new Closer();
    private RackBoard board;
    private @Nullable ConsoleCheck console;
    private @Nullable BoardSupply supply;
    private @Nullable BoardSupply ignition;
    private @Nullable SshLink link;

    private WireCheck(RackBoard board, Ticker ticker) {
        this.board = board;
        this.ticker = ticker;
    }

    /** Tries every wire that the rack file gives the board. The caller holds the board's lease. */
    public static List<Finding> of(RackBoard board, AgentJar agent, Ticker ticker) throws InterruptedException {
        var check = new WireCheck(board, ticker);
        try {
            check.all(agent);
        } finally {
            check.owned
                    .shut()
                    .ifPresent(left -> check.trials.add(Finding.broken("close", String.valueOf(left.getMessage()))));
        }
        return check.trials.findings();
    }

    private void all(AgentJar agent) throws InterruptedException {
        boolean ours = board.process().isPresent();
        SecretCheck.of(board).forEach(trials::add);
        if (ours && !trials.tried("process", () -> startProcess(agent))) {
            return;
        }
        if (board.console().isPresent()) {
            tryConsole(board.console().get());
        }
        if (board.power().isPresent()) {
            trySwitches();
        }
        for (MeterWire wire : board.meters()) {
            if (!wire.throughBoard()) {
                trials.tried(
                        "meter " + wire.common().kind(), () -> new MeterCheck(board.name(), ticker).of(wire, null));
            }
        }
        boolean up = ours ? trials.tried("boot", this::boot) : console != null && console.speaks();
        tryLogin(up);
        if (board.shell().isPresent()) {
            trials.tried("shell", () -> logIn(board.shell().get()));
        } else if (board.adb().isPresent()) {
            trials.tried("shell", () -> connect(board.adb().get()));
        }
        if (board.written().has("agent") || board.meter().isPresent()) {
            trials.overSsh("agent", board, link, this::askJava);
        }
        for (MeterWire wire : board.meters()) {
            if (wire.throughBoard()) {
                trials.overSsh(
                        "meter " + wire.common().kind(), board, link, open -> new MeterCheck(board.name(), ticker)
                                .of(wire, open));
            }
        }
        new FlashCheck(board, link, ticker).all(trials);
        new UplinkCheck(board, Optional.ofNullable(link), ticker).all().forEach(trials::add);
    }

    private String startProcess(AgentJar agent) throws RunFault, InterruptedException {
        Deadline deadline = ticker.in(SPEAKS);
        ProcessBuilder command = new Programs(agent).resolve(board);
        BoardProcess process = owned.own(BoardProcess.start(board.name(), command, ticker, deadline));
        Map<String, String> announced = Announcement.read(board.name(), process.announced());
        board = board.resolve(announced);
        String note = announced.getOrDefault(Announcement.NOTE, "");
        return "announced " + String.join(", ", new TreeSet<>(announced.keySet()))
                + (note.isEmpty() ? "" : ". " + note);
    }

    private void tryConsole(RackBoard.SerialWire wire) throws InterruptedException {
        ConsoleCheck opened;
        try {
            opened = openConsole(wire);
        } catch (RunFault | BadInput e) {
            trials.add(Finding.broken("console", String.valueOf(e.getMessage())));
            return;
        }
        console = opened;
        trials.add(board.process().isPresent() ? Finding.ok("console", opened.opened()) : opened.answer());
    }

    private ConsoleCheck openConsole(RackBoard.SerialWire wire) throws RunFault, InterruptedException {
        SerialConsole port = owned.own(SerialConsole.open(wire.device(), wire.baud(), ticker, board.name()));
        BootWatch listening = new BootWatch(board.name(), ticker, board.boot());
        port.listen(listening);
        return new ConsoleCheck(wire, port, listening, ticker);
    }

    /** @param up whether there is a board that may let somebody in */
    private void tryLogin(boolean up) throws InterruptedException {
        if (board.console().isEmpty() || board.console().get().login().isEmpty()) {
            return;
        }
        ConsoleCheck opened = console;
        if (opened != null && up) {
            boolean unused = trials.tried("login", opened::logIn);
        } else {
            trials.add(Finding.unknown("login", "it goes over the console, which shows no board. Mend that first."));
        }
    }

    private void trySwitches() throws InterruptedException {
        ConsoleCheck opened = console;
        var switches = new SwitchCheck(board, opened == null ? null : opened.console(), owned, ticker);
        switches.battery(trials).ifPresent(battery -> supply = battery);
        switches.ignition(trials).ifPresent(line -> ignition = line);
    }

    private String boot() throws RunFault, InterruptedException {
        BootWatch listening = console == null ? null : console.watch();
        Deadline deadline = ticker.in(board.boot().toLogin());
        if (listening != null) {
            listening.expectBoot();
            listening.supply(Supply.ON);
        }
        if (supply != null) {
            supply.set(true, deadline);
        }
        if (ignition != null) {
            ignition.set(true, deadline);
        }
        if (listening == null) {
            return "switched on; without a console nobody sees it boot";
        }
        listening.awaitLogin(deadline);
        return "a login on the console";
    }

    private String logIn(RackBoard.SshWire wire) throws RunFault, InterruptedException {
        Deadline deadline = ticker.in(ANSWER);
        SshLink opened = owned.own(SshLink.connect(SshTargets.of(board.name(), wire), ticker, deadline));
        Shell.Result result = opened.shell().run("echo roadrig", deadline);
        String where = wire.user() + "@" + wire.host() + ":" + wire.port();
        if (!result.ok() || !result.out().strip().equals("roadrig")) {
            throw new BadInput("The login at " + where + " runs no commands: `echo roadrig` ended with "
                    + result.exitCode() + ". Give the user a shell.");
        }
        link = opened;
        return "host key and login are right, commands run at " + where + firmware(opened.shell(), deadline);
    }

    /** What the agent needs of the board; it is deployed by a run. */
    private String askJava(SshLink open) throws RunFault, InterruptedException {
        String java = board.agent().java();
        Shell.Result result = open.shell().run(java + " -version 2>&1", ticker.in(ANSWER));
        String said = result.out().strip().lines().findFirst().orElse("without a word");
        if (!result.ok()) {
            throw new BadInput("`" + java + " -version` on the board ended with " + result.exitCode() + ": " + said
                    + ". Install Java 17 there, or write its path as agent.java.");
        }
        return said + " is its Java";
    }

    private String firmware(Shell shell, Deadline deadline) throws RunFault, InterruptedException {
        if (board.firmware().isEmpty()) {
            return "";
        }
        FirmwareWire wire = board.firmware().get();
        Shell.Result said = shell.run(wire.version(), deadline);
        return ", its firmware is "
                + wire.stated(said.out())
                        .orElseThrow(() -> new BadInput("`" + wire.version() + "` prints no version of its firmware on "
                                + board.name() + ". Correct `firmware: version:` and `pattern:` in the rack file."));
    }

    private String connect(RackBoard.AdbWire wire) throws RunFault, InterruptedException {
        Deadline deadline = ticker.in(ANSWER);
        AdbLink link = owned.own(AdbLink.connect(AdbTargets.of(board.name(), wire), ticker, deadline));
        Shell.Result build = link.shell().run("getprop ro.build.fingerprint", deadline);
        return "the key is allowed, commands run at " + wire.text() + ", "
                + build.out().strip();
    }
}
