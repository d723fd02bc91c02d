package dev.roadrig.wires.tc;

import dev.roadrig.ports.Shell;
import dev.roadrig.scenarios.fault.Evidence;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.time.Ticker;
import java.time.Duration;
import java.util.List;

/** What is said to a board's tc and to its dead-man, one command at a time. */
final class BoardEnd {
    /** A slow board under load answers within this. */
    static final Duration ANSWER = Duration.ofSeconds(30);

    private final TcPlace place;
    private final DeadMan deadMan;
    private final Shell shell;
    private final Ticker ticker;
    private long words = 1;

    BoardEnd(TcPlace place, String tc, Shell shell, Ticker ticker) {
        this.place = place;
        this.deadMan = new DeadMan(place, tc);
        this.shell = shell;
        this.ticker = ticker;
    }

    /** Starts the dead-man; gives its pid. */
    String arm(String state) throws RunFault, InterruptedException {
        Shell.Result result = run(deadMan.arming(state));
        String pid = result.out().strip();
        if (!result.ok() || !pid.matches("\\d+")) {
            throw refused("its dead-man does not start", "Is " + place.folder() + " writable there?", result);
        }
        return pid;
    }

    /**
     * @param intermediate the interface for what comes to the board, made before
     * @param commands for {@code tc -batch}
     */
    void make(String intermediate, List<String> commands) throws RunFault, InterruptedException {
        require(run(deadMan.making(intermediate, commands)), String.join("\n", commands));
    }

    /** @param commands for {@code tc -batch} */
    synchronized void change(List<String> commands) throws RunFault, InterruptedException {
        String script = commands.isEmpty() ? deadMan.beating(++words) : deadMan.batch(++words, commands);
        require(run(script), String.join("\n", commands));
    }

    private void require(Shell.Result result, String commands) throws RigFault {
        if (result.exitCode() == DeadMan.GONE) {
            throw gone();
        }
        if (!result.ok()) {
            throw refused(
                    "its tc refused a command",
                    "See what it said, and `roadrig link probe --board " + place.board() + "`",
                    result,
                    new Evidence("commands", commands));
        }
    }

    /** The link was taken back by another than its maker. */
    RigFault gone(Evidence... evidence) {
        return new RigFault(
                "tc.gone",
                "The link of %s is no longer shaped: its dead-man heard nothing for %d s and took it back, or the board has booted since. Run it again."
                        .formatted(place.board(), place.silence().toSeconds()),
                evidence);
    }

    private RigFault refused(String what, String next, Shell.Result result, Evidence... more) {
        var said = new Evidence("it said", result.out() + result.err());
        return new RigFault(
                "tc.refused",
                "The link of %s on %s cannot be made by tc: %s. %s."
                        .formatted(place.board(), place.interfaceName(), what, next),
                more.length == 0 ? List.of(said) : List.of(said, more[0]));
    }

    /** Takes everything back, ends the dead-man, and gives what the board said of it. */
    Sections disarm(String why) throws RunFault, InterruptedException {
        Shell.Result result = run(deadMan.disarming(why));
        Sections said = Sections.parse(result.out());
        if (!said.has("end")) {
            throw new UnknownFault(
                    "tc.not-restored",
                    "Nobody saw whether %s took its link on %s back; its dead-man does within %d s. Look at `tc qdisc show` there."
                            .formatted(
                                    place.board(),
                                    place.interfaceName(),
                                    place.silence().toSeconds()),
                    new Evidence("it said", result.out() + result.err()));
        }
        return said;
    }

    /** Whether somebody else's harness keeps this board's dead-man quiet just now. */
    boolean inUse() throws RunFault, InterruptedException {
        return run(deadMan.listening()).ok();
    }

    private Shell.Result run(String script) throws RunFault, InterruptedException {
        return shell.run(script, ticker.in(ANSWER));
    }
}
