package dev.roadrig.harness.run;

import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.record.v1.BoardEvent;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.power.off.Off;
import java.util.Optional;

/** Whether a board was without power in a cut that nothing showed while it lasted: the boot after it may show it. */
final class CutProof {
    private final BoardFaults.Board board;
    private final Ticker ticker;
    private final int signs;
    private final Optional<String> boot;

    private CutProof(BoardFaults.Board board, Ticker ticker) throws InterruptedException {
        this.board = board;
        this.ticker = ticker;
        this.signs = board.bootSigns();
        this.boot = boot(ticker.in(BootName.ASK));
    }

    /** Before the cut: which boot the board is in. */
    static CutProof before(BoardFaults.Board board, Ticker ticker) throws InterruptedException {
        return new CutProof(board, ticker);
    }

    private Optional<String> boot(Deadline deadline) throws InterruptedException {
        try {
            return BootName.over(board.shell(), ticker).read(deadline);
        } catch (RunFault silent) {
            // Then its console or the supply has to show the cut.
            return Optional.empty();
        }
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
            throw off.shown() || board.bootSigns() > signs
                    ? silent
                    : unproven(off, String.valueOf(silent.getMessage()));
        }
        board.connect(deadline);
        if (!off.shown()) {
            board.event(BoardEvent.Kind.POWER_OFF, "shown by the boot after it: " + requireBoot(off, deadline));
        }
    }

    private String requireBoot(Off off, Deadline deadline) throws RunFault, InterruptedException {
        if (board.bootSigns() > signs) {
            return "its console showed it";
        }
        Optional<String> now = boot(deadline);
        if (boot.isEmpty() || now.isEmpty()) {
            throw unproven(off, "The board did not name its boot before and after the cut.");
        }
        if (now.equals(boot)) {
            throw unproven(off, "After the cut the board is in the same boot as before it, " + boot.get() + ".");
        }
        return "it names another than before";
    }

    private static UnknownFault unproven(Off off, String after) {
        return new UnknownFault(
                "fault.power-cut",
                "Nothing shows that the power cut took the board's power: %s. %s %s"
                        .formatted(off.by(), after, Off.WHAT_SHOWS_IT));
    }
}
