package dev.roadrig.harness.run;

import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.record.v1.BoardEvent;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A board's ignition, off and on again as a scenario orders. What the board makes of it is the board's: it may stay on, park,
 * or shut down, at once or after a while. Frames are sent to it for as long as it is reached.
 */
final class IgnitionFault {
    private static final Duration ASK = Duration.ofSeconds(10);
    /** A board that was about to go down when the ignition came back is seen to go by then. */
    private static final Duration GOES_DOWN = Duration.ofSeconds(3);

    private final BoardFaults.Board board;
    private final BoardFaults.Agent agent;
    private final BootName aside;
    private final Ticker ticker;
    private @Nullable NextBoot next;

    /** @param aside asks the board beside its own connection */
    IgnitionFault(BoardFaults.Board board, BoardFaults.Agent agent, BootName aside, Ticker ticker) {
        this.board = board;
        this.agent = agent;
        this.aside = aside;
        this.ticker = ticker;
    }

    /** Switches it off and waits for nothing: whatever is lost of the board from now on was ordered, and one boot. */
    void off() throws RunFault, InterruptedException {
        next = NextBoot.after(board, aside, ticker, ticker.in(ASK));
        board.expectLoss();
        board.excuseBoot(true);
        agent.mayLeave();
        board.switchIgnition(false, ticker.in(ASK));
    }

    /**
     * Switches it on, and returns when the board answers again: at once where it stayed up, else after its boot.
     *
     * @throws RunFault when a board that went down does not boot
     */
    void on() throws RunFault, InterruptedException {
        NextBoot boot = Optional.ofNullable(next)
                .orElseThrow(() -> new IllegalStateException("The ignition was not switched off."));
        Deadline deadline = board.bootDeadline();
        board.excuseBoot(true);
        board.switchIgnition(true, ticker.in(ASK));
        boolean unused = ticker.await(() -> !isUp(boot), ticker.in(GOES_DOWN));
        if (!isUp(boot) || !goesOn(boot)) {
            comeUp(boot, deadline);
        }
    }

    private boolean isUp(NextBoot boot) {
        return board.isUp() && !boot.signed();
    }

    private boolean goesOn(NextBoot boot) throws RunFault, InterruptedException {
        if (!answersAs(boot)) {
            return false;
        }
        if (!agent.hasStayed()) {
            // A product that parks may end what runs on it.
            agent.leave();
            agent.disconnect();
            try {
                agent.comeBack(ticker.in(BoardFaults.AGENT_LIMIT));
            } catch (RunFault e) {
                if (isUp(boot)) {
                    throw e;
                }
                // It was on its way down, and its agent had gone first.
                return false;
            }
        }
        board.excuseBoot(false);
        return board.goOn();
    }

    /** The session stands since before the off, so a board that names no boot has to answer only. */
    private boolean answersAs(NextBoot boot) throws InterruptedException {
        try {
            return BootName.over(board.shell(), ticker).read(ticker.in(ASK)).equals(boot.before());
        } catch (RunFault silent) {
            return false;
        }
    }

    private void comeUp(NextBoot boot, Deadline deadline) throws RunFault, InterruptedException {
        agent.leave();
        agent.disconnect();
        board.disconnect();
        if (!boot.signed()) {
            board.excuseBoot(true);
        }
        board.wentDown();
        NextBoot.Seen seen = boot.awaitEither(deadline.or(board.firstSignDeadline()));
        if (seen == NextBoot.Seen.SAME) {
            // Its network was off, and it was not.
            board.logIn(deadline);
            board.connect(deadline);
            agent.comeBack(ticker.in(BoardFaults.AGENT_LIMIT));
            return;
        }
        if (seen == NextBoot.Seen.ANOTHER) {
            board.event(BoardEvent.Kind.REBOOT, "it went down with its ignition, as the scenario ordered");
        }
        board.awaitLogin(deadline);
        board.connect(deadline);
        agent.restart(ticker.in(BoardFaults.AGENT_LIMIT));
    }
}
