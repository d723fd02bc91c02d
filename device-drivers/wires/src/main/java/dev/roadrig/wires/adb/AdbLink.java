package dev.roadrig.wires.adb;

import dev.roadrig.ports.Files;
import dev.roadrig.ports.Shell;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import java.time.Duration;

/**
 * An Android board over adb, straight over TCP. No adb server of this host is asked, started or restarted: what goes wrong
 * with one board stays with it. A connection that is found to be dead is closed before another is made.
 */
public final class AdbLink implements AutoCloseable {
    private static final Duration LONGEST_TRY = Duration.ofSeconds(5);
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(2);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);
    private static final Duration QUIET = Duration.ofSeconds(1);

    private static final String BOOT_ID = "/proc/sys/kernel/random/boot_id";

    private final AdbTarget target;
    private final Ticker ticker;
    private final AdbShell shell = new AdbShell(this);
    private final AdbFiles files = new AdbFiles(this);
    private AdbSession session;

    private AdbLink(AdbTarget target, Ticker ticker, AdbSession session) {
        this.target = target;
        this.ticker = ticker;
        this.session = session;
    }

    /**
     * Connects.
     *
     * @throws RunFault {@code adb.key}, {@code adb.unauthorized}, {@code adb.no-shell-v2}, {@code adb.not-adb} as the
     *     rig's, {@code adb.no-answer} as unknown
     */
    public static AdbLink connect(AdbTarget target, Ticker ticker, Deadline deadline)
            throws RunFault, InterruptedException {
        return new AdbLink(target, ticker, AdbSession.connect(target, ticker, deadline));
    }

    AdbTarget target() {
        return target;
    }

    synchronized AdbSession session() {
        return session;
    }

    public Shell shell() {
        return shell;
    }

    public Files files() {
        return files;
    }

    /** Whether the connection is there, as far as anybody has heard. */
    public boolean isUp() {
        return session().isUp();
    }

    /**
     * A port of this host that leads to one of the board's; it ends with the connection. A program here that has said its
     * last hears the board until that has been silent for a second.
     */
    public AdbTunnel forward(int boardPort) throws RunFault {
        return AdbTunnel.open(session(), boardPort, QUIET);
    }

    /** The board's log from now on, until it is closed or the connection is lost. */
    public AdbLogcat logcat() {
        return new AdbLogcat(session());
    }

    /** Connects anew, and closes what there was before: a board takes a dead connection for a living one. */
    public synchronized void reconnect(Deadline deadline) throws RunFault, InterruptedException {
        session.close();
        session = AdbSession.connect(target, ticker, deadline);
    }

    /**
     * Reboots the board and waits until it is gone, is there again, and says that its boot is complete. Its boot_id is asked
     * before and after: an adbd that was started anew looks the same otherwise.
     *
     * @throws UnknownFault {@code adb.reboot} that says which of the three did not come by the deadline, or that it is the
     *     same boot; as of a command where the board does not answer before
     */
    public void reboot(Deadline deadline) throws RunFault, InterruptedException {
        String before = bootId(deadline);
        try {
            // Until the board ends it: an order that is taken back too soon may be none.
            boolean unused = session()
                    .call("reboot", "reboot:", deadline.or(ticker.in(LONGEST_ANSWER)), stream -> stream.getSource()
                            .exhausted());
        } catch (UnknownFault e) {
            // It may be gone before it has answered; whether it is, is asked next.
        }
        awaitStep("did not go down: it still answers", deadline, () -> !answers());
        awaitStep("did not come back", deadline, this::comesBack);
        awaitStep("came back and did not say sys.boot_completed", deadline, this::booted);
        String after = bootId(deadline);
        if (after.equals(before)) {
            throw new UnknownFault(
                    "adb.reboot",
                    "%s at %s was told to reboot and came back in the same boot (boot_id %s): only its adbd was started anew. Look at its console and its power."
                            .formatted(target.board(), target.at(), before));
        }
    }

    /** Linux's name for this boot, of {@code /proc/sys/kernel/random/boot_id} (random(4)). */
    private String bootId(Deadline deadline) throws RunFault, InterruptedException {
        Shell.Result said = shell.run("cat " + BOOT_ID, deadline.or(ticker.in(LONGEST_ANSWER)));
        String id = said.out().strip();
        if (!said.ok() || id.isEmpty()) {
            throw new UnknownFault(
                    "adb.reboot",
                    "%s at %s does not tell its %s, so nothing shows whether it reboots: %s. Let the adb shell read it, or reboot it by its power."
                            .formatted(
                                    target.board(),
                                    target.at(),
                                    BOOT_ID,
                                    said.err().strip()));
        }
        return id;
    }

    private boolean answers() throws InterruptedException {
        try {
            return session().isUp()
                    && shell.run("true", ticker.in(LONGEST_ANSWER)).ok();
        } catch (RunFault e) {
            return false;
        }
    }

    private boolean comesBack() throws RunFault, InterruptedException {
        try {
            reconnect(ticker.in(LONGEST_TRY));
            return true;
        } catch (UnknownFault e) {
            return false;
        }
    }

    private boolean booted() throws RunFault, InterruptedException {
        try {
            return shell.run("getprop sys.boot_completed", ticker.in(LONGEST_ANSWER))
                    .out()
                    .strip()
                    .equals("1");
        } catch (UnknownFault e) {
            // adbd may start more than once while a board boots.
            boolean unused = comesBack();
            return false;
        }
    }

    private void awaitStep(String otherwise, Deadline deadline, Step step) throws RunFault, InterruptedException {
        while (!step.done()) {
            if (deadline.passed(ticker)) {
                throw new UnknownFault(
                        "adb.reboot",
                        "%s at %s was told to reboot and %s by the deadline. Look at its console and its power."
                                .formatted(target.board(), target.at(), otherwise));
            }
            boolean unused = ticker.await(() -> false, ticker.in(BETWEEN_TRIES));
        }
    }

    @Override
    public void close() {
        session().close();
    }

    private interface Step {
        boolean done() throws RunFault, InterruptedException;
    }
}
