package dev.roadrig.harness.run;

import dev.roadrig.harness.rack.RackBoard;
import dev.roadrig.ports.Console;
import dev.roadrig.ports.Shell;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.console.BootWatch;
import dev.roadrig.wires.console.ConsoleShell;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Tries a board's open console: what it says to an empty line, and whether the rack's login is let in. */
final class ConsoleCheck {
    private static final Duration ANSWER = Duration.ofSeconds(2);
    private static final Duration LOGIN = Duration.ofSeconds(30);
    private static final byte[] EMPTY_LINE = {'\r'};
    private static final byte[] LOG_OUT = "exit\n".getBytes(StandardCharsets.US_ASCII);

    private final RackBoard.SerialWire wire;
    private final Console console;
    private final BootWatch watch;
    private final Ticker ticker;
    private boolean speaks;
    private boolean asksForLogin;

    /** @param watch listens to the same console */
    ConsoleCheck(RackBoard.SerialWire wire, Console console, BootWatch watch, Ticker ticker) {
        this.wire = wire;
        this.console = console;
        this.watch = watch;
        this.ticker = ticker;
    }

    BootWatch watch() {
        return watch;
    }

    Console console() {
        return console;
    }

    /** What was opened. */
    String opened() {
        return wire.device() + " opened at " + wire.baud() + " baud";
    }

    /** Types an empty line. A board that is off is silent too, and a wrong baud is seen by what comes. */
    Finding answer() throws InterruptedException {
        var ears = new Heard(ticker);
        console.listen(ears);
        Deadline deadline = ticker.in(ANSWER);
        try {
            console.write(EMPTY_LINE, deadline);
        } catch (RunFault e) {
            return Finding.broken("console", String.valueOf(e.getMessage()));
        }
        ears.await(deadline);
        if (ears.count() == 0) {
            return Finding.unknown(
                    "console",
                    opened() + "; an empty line is not answered: the board is off, or its baud or its lines are wrong."
                            + " Switch it on and check again; then try another `baud:` in the rack file, and TX and RX"
                            + " crossed.");
        }
        if (ears.isGarbage()) {
            return Finding.unknown(
                    "console",
                    "%s; %d %% of the %d bytes that came are no text: the baud is wrong, or the line is disturbed. Write the board's own `baud:` in the rack file; then check ground and levels."
                            .formatted(opened(), Math.round(100 * ears.strange()), ears.count()));
        }
        if (ears.lastLine().isEmpty()) {
            return Finding.unknown(
                    "console",
                    opened() + "; of an empty line only line ends came back, as from a port whose lines are joined."
                            + " Press return on it by hand, and see whether a prompt comes.");
        }
        speaks = true;
        asksForLogin = ears.lastLine().endsWith("login:");
        return Finding.ok("console", opened() + "; its console said \"" + ears.lastLine() + "\" to an empty line");
    }

    /** Whether {@link #answer} heard a board. */
    boolean speaks() {
        return speaks;
    }

    /**
     * Logs in as the rack says, runs a command, and logs out again where the console asked for a login before. The kernel's
     * lines are left as they were.
     */
    String logIn() throws RunFault, InterruptedException {
        Deadline deadline = ticker.in(LOGIN);
        var shell = new ConsoleShell(console, watch, BoardConsole.loginOf(wire), ticker);
        shell.enter(deadline);
        Shell.Result result = shell.run("true", deadline);
        if (asksForLogin) {
            logOut(deadline);
        }
        String user = wire.login().orElse("");
        if (!result.ok()) {
            throw new BadInput("The console's shell of " + user + " runs no commands: `true` ended with "
                    + result.exitCode() + ". Give the user a shell.");
        }
        return user + " is let in on the console, `true` ended with 0";
    }

    /** A port that is closed at once may throw away what is still on its way. */
    private void logOut(Deadline deadline) throws RunFault, InterruptedException {
        var ears = new Heard(ticker);
        console.listen(ears);
        console.write(LOG_OUT, deadline);
        ears.await(ticker.in(ANSWER));
    }
}
