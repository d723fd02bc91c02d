package dev.roadrig.wires.serial;

import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether the port of a returning console is there, and whether it may go. It has no thread, and tells nobody. */
final class PortState {
    private static final Deadline NOT_EXPECTED = new Deadline(0);

    private final String board;
    private final Ticker ticker;
    private Deadline backBy = NOT_EXPECTED;
    private @Nullable OpenedPort port;
    private @Nullable RunFault away;
    private @Nullable RunFault lost;
    private boolean onceMore;
    private boolean closed;

    /** Where it is. */
    enum Place {
        THERE,
        AWAY,
        /** Lost or closed. */
        OVER
    }

    PortState(String board, Ticker ticker) {
        this.board = board;
        this.ticker = ticker;
    }

    /** From now on it may go away. */
    synchronized void expectLoss(Deadline back) {
        backBy = back;
        onceMore = true;
    }

    /** From now on a loss is final; of one that is away, once it is back. */
    synchronized void expectNoLoss() {
        if (away == null) {
            backBy = NOT_EXPECTED;
        } else {
            onceMore = false;
        }
    }

    synchronized Place place() {
        if (closed || lost != null) {
            return Place.OVER;
        }
        return away == null ? Place.THERE : Place.AWAY;
    }

    /** The port, where it is there. */
    synchronized Optional<OpenedPort> there() {
        return place() == Place.THERE ? Optional.ofNullable(port) : Optional.empty();
    }

    /** @throws RunFault why it is not there */
    synchronized void requireThere() throws RunFault {
        if (place() != Place.THERE) {
            throw loss();
        }
    }

    private RunFault loss() {
        if (closed) {
            throw new IllegalStateException("The console of " + board + " is closed");
        }
        return Objects.requireNonNull(lost == null ? away : lost);
    }

    /**
     * The fault of typing to one that is away, or went meanwhile; that of its loss where it is lost.
     *
     * @param typed what has become of it
     */
    synchronized RunFault away(String typed) {
        if (closed || lost != null) {
            return loss();
        }
        return new RigFault(
                "console.away",
                "The console of %s is away, as was expected of it: %s. What comes first there may be a boot loader, which takes a key for an order to stay. Wait until the board asks for a login again."
                        .formatted(board, typed),
                away == null ? List.of() : away.evidence());
    }

    synchronized boolean isUsed(OpenedPort there) {
        return port == there && place() == Place.THERE;
    }

    /** Takes one that was opened; false where it is over by now, or the port went again. */
    synchronized boolean use(OpenedPort opened) {
        if (closed || opened.isGone()) {
            return false;
        }
        port = opened;
        away = null;
        if (!onceMore) {
            backBy = NOT_EXPECTED;
        }
        return true;
    }

    /** A port goes. @return where it is for that; there, where this changes nothing */
    synchronized Place goes(OpenedPort from, RunFault fault) {
        if (from != port || place() != Place.THERE) {
            return Place.THERE;
        }
        if (backBy.passed(ticker)) {
            lost = fault;
            return Place.OVER;
        }
        away = fault;
        return Place.AWAY;
    }

    /** Whether nobody waits for its return any more. */
    synchronized boolean isDue() {
        return closed || backBy.passed(ticker);
    }

    /** What is typed to a board that is off may wait for its boot loader. */
    synchronized boolean isBootDue() {
        return !backBy.equals(Deadline.NEVER);
    }

    /**
     * It does not come back.
     *
     * @param after how long it was away
     * @param last why it could not be opened, where that is known
     * @return the fault that it is lost by; empty where it was not away
     */
    synchronized Optional<RunFault> giveUp(Duration after, @Nullable RunFault last) {
        if (closed || away == null) {
            return Optional.empty();
        }
        RunFault fault = new RigFault(
                "console.lost",
                "%s That it went was expected, and it is not back after %.1f s%s"
                        .formatted(
                                away.getMessage(),
                                after.toNanos() / 1e9,
                                last == null ? "." : ": " + last.getMessage()),
                away.evidence());
        lost = fault;
        return Optional.of(fault);
    }

    /** Ends it. @return the port that was used last, to be closed */
    synchronized Optional<OpenedPort> close() {
        closed = true;
        return Optional.ofNullable(port);
    }
}
