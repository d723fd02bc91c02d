package dev.roadrig.wires.console;

import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import java.time.Duration;

/** The way from whatever a console shows to a shell that answers. */
final class LoginDialogue {
    /** A prompt stands at the end of all that came; text that goes on is a log line that holds the word. */
    private static final Duration AT_REST = Duration.ofMillis(150);

    /** A getty may mangle what is typed right after it opens the line ({@code orot}, labgrid #27). */
    private static final int TRIES = 3;

    private static final BoundedPattern LOGIN = BoundedPattern.of("[^ ]{0,64} ?login: ?");
    private static final BoundedPattern PASSWORD = BoundedPattern.of("[Pp]assword: ?");
    private static final BoundedPattern PROMPT = BoundedPattern.of("[^#$]{0,80}[#$] ?");

    /** A line that was lost in part goes on. */
    private static final BoundedPattern CONTINUED = BoundedPattern.of("> ?");

    private final BootWatch watch;
    private final ConsoleLogin login;
    private final ConsoleHearing hearing;
    private final ConsoleInput input;
    private final Ticker ticker;
    private final LostQuote lostQuote = new LostQuote();
    private int users;
    private int passwords;

    LoginDialogue(BootWatch watch, ConsoleLogin login, ConsoleHearing hearing, ConsoleInput input, Ticker ticker) {
        this.watch = watch;
        this.login = login;
        this.hearing = hearing;
        this.input = input;
        this.ticker = ticker;
    }

    /** Whether a shell answers. */
    interface Probe {
        boolean answers(Deadline deadline) throws RunFault, InterruptedException;
    }

    void run(Probe probe, Deadline deadline) throws RunFault, InterruptedException {
        hearing.forgetAway();
        watch.loginBegins();
        while (true) {
            try {
                if (answers(probe, deadline)) {
                    return;
                }
            } catch (RigFault e) {
                if (!e.code().equals(ConsoleHearing.AWAY)) {
                    throw e;
                }
            }
            if (hearing.wentAway()) {
                awaitLoginAnew(deadline);
            }
        }
    }

    /** What is first in front of a console that was away may be a boot loader, to which nothing is typed. */
    private void awaitLoginAnew(Deadline deadline) throws RunFault, InterruptedException {
        ticker.await(() -> !hearing.isAway() || hearing.lost() != null, deadline);
        throwFaults();
        if (hearing.isAway()) {
            throw noShell();
        }
        hearing.forgetAway();
        watch.awaitLogin(deadline);
        watch.loginBegins();
        users = 0;
        passwords = 0;
    }

    /** Waits for what is to be done, and does it. @return whether a shell answers */
    private boolean answers(Probe probe, Deadline deadline) throws RunFault, InterruptedException {
        boolean heard = ticker.await(this::somethingToDo, deadline.or(watch.shellDue()));
        throwFaults();
        if (hearing.wentAway()) {
            return false;
        }
        if (!heard) {
            throw noShell();
        }
        String tail = hearing.tail();
        if (LOGIN.matches(tail)) {
            refuseAfter(++users);
            answer(login.user(), deadline);
        } else if (PASSWORD.matches(tail)) {
            String password = login.password();
            refuseAfter(password == null ? TRIES + 1 : ++passwords);
            byte[] unused = hearing.take();
            hearing.restartSilence();
            input.typeSecret(password == null ? "" : password, deadline);
            input.type("\n", deadline);
        } else if (PROMPT.matches(tail)) {
            return probe.answers(deadline);
        } else if (CONTINUED.matches(tail)) {
            answer(lostQuote.keys(), deadline);
        } else {
            answer("", deadline);
        }
        return false;
    }

    private UnknownFault noShell() {
        return new UnknownFault(
                "shell.no-answer",
                "No shell on the console by the deadline. Read the console's last lines; check `console` in the rack.",
                watch.log().evidence());
    }

    private boolean somethingToDo() {
        if (hearing.lost() != null || hearing.wentAway() || watch.fault().isPresent()) {
            return true;
        }
        long still = hearing.stillNanos();
        if (still < AT_REST.toNanos()) {
            return false;
        }
        String tail = hearing.tail();
        boolean prompted =
                LOGIN.matches(tail) || PASSWORD.matches(tail) || PROMPT.matches(tail) || CONTINUED.matches(tail);
        return prompted || still >= login.silence().toNanos();
    }

    private void answer(String line, Deadline deadline) throws RunFault, InterruptedException {
        byte[] unused = hearing.take();
        hearing.restartSilence();
        input.type(line + "\n", deadline);
    }

    private void refuseAfter(int tries) throws RigFault {
        if (tries > TRIES) {
            throw new RigFault(
                    "shell.login",
                    "The console does not let %s in, %s. Correct the login in the rack."
                            .formatted(
                                    login.user(),
                                    login.password() == null
                                            ? "it asks for a password and the rack has none"
                                            : "after " + TRIES + " tries"),
                    watch.log().evidence());
        }
    }

    private void throwFaults() throws RunFault {
        hearing.throwIfLost();
        var fault = watch.fault();
        if (fault.isPresent()) {
            throw fault.get();
        }
    }
}
