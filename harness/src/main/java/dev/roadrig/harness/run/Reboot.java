package dev.roadrig.harness.run;

import dev.roadrig.ports.Shell;
import dev.roadrig.scenarios.fault.Culprit;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A board that is told over its shell to reboot, and counts as rebooted when its kernel names another boot. */
final class Reboot {
    private static final Duration LAST_WORDS = Duration.ofSeconds(20);
    private static final int COMMAND_NOT_FOUND = 127;

    private final String name;
    private final BoardFaults.Board board;
    private final BootName aside;
    private final Ticker ticker;

    /**
     * @param name of the board, for faults
     * @param aside asks it beside the board's own connection, which is opened only to the system that stays
     */
    Reboot(String name, BoardFaults.Board board, BootName aside, Ticker ticker) {
        this.name = name;
        this.board = board;
        this.aside = aside;
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
     *     could show no difference; {@code firmware.boot-unread} as nobody's when it does not say by then which boot it is; as
     *     the boot when that fails, and as the connection before the order
     */
    void take(Deadline deadline) throws RunFault, InterruptedException {
        NextBoot next = NextBoot.after(board, aside, ticker, deadline);
        if (!next.canBeSeen()) {
            throw stayed("it names no boot and has no `console`, so nothing could show it");
        }
        board.expectLoss();
        board.expectBoot();
        Optional<String> refused = order(board.shell(), deadline.or(ticker.in(LAST_WORDS)));
        if (refused.isPresent()) {
            throw stayed("it did not take `reboot`: " + refused.get());
        }
        board.disconnect();
        if (board.hasConsole()) {
            if (next.await(deadline) == NextBoot.Seen.SAME) {
                throw same(next);
            }
            board.awaitLogin(deadline);
        } else {
            next.pause();
        }
        if (next.before().isPresent()) {
            requireAnother(next, deadline);
        }
        board.connect(deadline);
    }

    private void requireAnother(NextBoot next, Deadline deadline) throws RunFault, InterruptedException {
        NextBoot.Seen seen = next.ask(deadline);
        while (seen != NextBoot.Seen.ANOTHER) {
            if (next.isLast(deadline)) {
                throw seen == NextBoot.Seen.SAME ? same(next) : unread(next.unanswered());
            }
            next.pause();
            seen = next.ask(deadline);
        }
    }

    private RigFault same(NextBoot next) {
        return stayed("it still is the same boot, " + next.before().orElseThrow());
    }

    private RunFault unread(@Nullable RunFault fault) {
        if (fault != null && fault.culprit() == Culprit.RIG && !fault.code().equals("ssh.lost")) {
            return fault;
        }
        return new UnknownFault(
                "firmware.boot-unread",
                "%s was told to reboot into its firmware, and which boot it is in could not be read by the deadline: %s"
                        .formatted(name, fault == null ? "it names none any more." : fault.getMessage()),
                fault == null ? List.of() : fault.evidence());
    }

    private RigFault stayed(String why) {
        return new RigFault(
                "firmware.no-reboot",
                "%s was told to reboot into its firmware and did not: %s. Its user must be allowed to reboot it; with a `power` in the rack file it is booted from off."
                        .formatted(name, why));
    }
}
