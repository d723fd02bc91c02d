package dev.roadrig.harness.run;

import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.record.v1.BoardEvent;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.power.off.Off;

/** Whether a board was without power in a cut that nothing showed while it lasted: the boot after it may show it. */
final class CutProof {
    private final BoardFaults.Board board;
    private final NextBoot next;
    private final Ticker ticker;

    private CutProof(BoardFaults.Board board, NextBoot next, Ticker ticker) {
        this.board = board;
        this.next = next;
        this.ticker = ticker;
    }

    /** Before the cut: which boot the board is in. */
    static CutProof before(BoardFaults.Board board, Ticker ticker) throws InterruptedException {
        return new CutProof(board, NextBoot.over(board, ticker), ticker);
    }

    /**
     * Waits for the login and the connection after the cut.
     *
     * @param off what showed the cut while it lasted
     * @throws RunFault {@code fault.power-cut} as nobody's when neither that nor a boot shows that the board was off; as the
     *     login and the connection
     */
    void comeUp(Off off, Deadline deadline) throws RunFault, InterruptedException {
        try {
            board.awaitLogin(deadline);
        } catch (UnknownFault silent) {
            throw off.shown() || next.signed() ? silent : unproven(off, String.valueOf(silent.getMessage()));
        }
        board.connect(deadline);
        if (!off.shown()) {
            board.event(BoardEvent.Kind.POWER_OFF, "shown by the boot after it, " + requireBoot(off, deadline));
        }
    }

    private String requireBoot(Off off, Deadline deadline) throws RunFault, InterruptedException {
        if (next.signed()) {
            return "on its console";
        }
        if (next.before().isEmpty()) {
            throw unproven(off, noConsole() + "did not name the boot that it was in before.");
        }
        return switch (next.ask(deadline.or(ticker.in(BootName.ASK)))) {
            case ANOTHER -> "which has another name than the one before";
            case SAME ->
                throw unproven(
                        off,
                        "After the cut the board is in the same boot as before it, "
                                + next.before().get() + ".");
            case NOTHING ->
                throw unproven(off, noConsole() + "did not name the boot that it is in after the cut" + whyNot());
        };
    }

    private String noConsole() {
        return board.hasConsole() ? "Its console showed no boot after the cut, and it " : "It has no `console`, and ";
    }

    private String whyNot() {
        RunFault unanswered = next.unanswered();
        return unanswered == null ? "." : ": " + unanswered.getMessage();
    }

    private static UnknownFault unproven(Off off, String after) {
        return new UnknownFault(
                "fault.power-cut",
                "Nothing shows that the power cut took the board's power: %s. %s %s"
                        .formatted(off.by(), after, Off.WHAT_SHOWS_IT));
    }
}
