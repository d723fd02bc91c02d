package dev.roadrig.harness.run;

import dev.roadrig.ports.Shell;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import java.time.Duration;
import java.util.Optional;

/**
 * A board that is told over its shell to reboot, and counts as rebooted when its kernel names another boot. A connection that
 * is lost and comes again shows nothing: the old system may have been slow to go down, or may never have gone.
 */
final class Reboot {
    /** The name that Linux gives each boot, a random UUID (its drivers/char/random.c). */
    private static final String BOOT_ID = "cat /proc/sys/kernel/random/boot_id";

    private static final Duration LAST_WORDS = Duration.ofSeconds(20);
    private static final Duration ASK = Duration.ofSeconds(10);
    private static final Duration AGAIN = Duration.ofSeconds(2);
    private static final int COMMAND_NOT_FOUND = 127;

    private final String name;
    private final BoardFaults.Board board;
    private final boolean console;
    private final Ticker ticker;

    /**
     * @param name of the board, for faults
     * @param console whether its boot is seen on one
     */
    Reboot(String name, BoardFaults.Board board, boolean console, Ticker ticker) {
        this.name = name;
        this.board = board;
        this.console = console;
        this.ticker = ticker;
    }

    /** Tells a board; gives what it said where it refused, nothing where it took the order or went down under it. */
    static Optional<String> order(Shell shell, Deadline deadline) throws InterruptedException {
        try {
            Shell.Result asked = shell.run("sync; reboot", deadline);
            boolean refused = asked.exitCode() > 0 && asked.exitCode() <= COMMAND_NOT_FOUND;
            return refused ? Optional.of(asked.err().strip()) : Optional.empty();
        } catch (RunFault goingDown) {
            // What was asked for; whether it comes up again is looked at.
            return Optional.empty();
        }
    }

    /**
     * Reboots a connected board, and returns when it is logged in on its console and connected again.
     *
     * @throws RunFault {@code firmware.no-reboot} as the rig's when it refuses, is still the same boot by the deadline, or
     *     could show no difference; as the boot when that fails
     */
    void take(Deadline deadline) throws RunFault, InterruptedException {
        Optional<String> before = bootId(deadline);
        if (before.isEmpty() && !console) {
            throw stayed("it names no boot and has no `console`, so nothing could show it");
        }
        int signs = board.bootSigns();
        board.expectLoss();
        board.expectBoot();
        Optional<String> refused = order(board.shell(), deadline.or(ticker.in(LAST_WORDS)));
        if (refused.isPresent()) {
            throw stayed("it did not take `reboot`: " + refused.get());
        }
        board.disconnect();
        if (console) {
            awaitLogin(before, signs, deadline);
        } else {
            pause();
        }
        board.connect(deadline);
        while (before.isPresent() && !isAnother(before, deadline)) {
            board.disconnect();
            if (ticker.in(AGAIN).atNanos() >= deadline.atNanos()) {
                throw stayed("it still is the same boot, " + before.get());
            }
            pause();
            board.connect(deadline);
        }
    }

    /** A login prompt that the old system still shows is none of the new one's. */
    private void awaitLogin(Optional<String> before, int signs, Deadline deadline)
            throws RunFault, InterruptedException {
        if (!ticker.await(() -> board.bootSigns() > signs, deadline) && before.isPresent()) {
            requireGone(before);
        }
        board.awaitLogin(deadline);
    }

    private void requireGone(Optional<String> before) throws RigFault, InterruptedException {
        Deadline last = ticker.in(ASK);
        try {
            board.connect(last);
        } catch (RunFault e) {
            // It went down and does not come up, which the console's fault tells better.
            return;
        }
        Optional<String> now = bootId(last);
        board.disconnect();
        if (now.equals(before)) {
            throw stayed("its console shows no boot, and it still is the same one, " + before.get());
        }
    }

    private void pause() throws InterruptedException {
        boolean unused = ticker.await(() -> false, ticker.in(AGAIN));
    }

    private boolean isAnother(Optional<String> before, Deadline deadline) throws InterruptedException {
        Optional<String> now = bootId(deadline);
        return now.isPresent() && !now.equals(before);
    }

    private Optional<String> bootId(Deadline deadline) throws InterruptedException {
        try {
            Shell.Result said = board.shell().run(BOOT_ID, deadline.or(ticker.in(ASK)));
            return Optional.of(said.out().strip()).filter(id -> said.ok() && !id.isEmpty());
        } catch (RunFault e) {
            return Optional.empty();
        }
    }

    private RigFault stayed(String why) {
        return new RigFault(
                "firmware.no-reboot",
                "%s was told to reboot into its firmware and did not: %s. Its user must be allowed to reboot it; with a `power` in the rack file it is booted from off."
                        .formatted(name, why));
    }
}
