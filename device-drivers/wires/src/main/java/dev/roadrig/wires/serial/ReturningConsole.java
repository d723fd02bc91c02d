package dev.roadrig.wires.serial;

import dev.roadrig.ports.Console;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.thread.OwnedThread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A console whose port may go away with the board's own power or boot and come back, as a USB adapter that hangs on the
 * board's supply does, or a board's own USB port. A loss that is expected is told as {@link Console.Listener#away}, and the
 * port is opened again under the path that it has in the rack, which may lead to another device then; any other loss is final
 * at once.
 */
public final class ReturningConsole implements Console {
    /** Waits between two tries; the last one stays. A device is known some time before it may be opened. */
    private static final List<Duration> STEPS =
            List.of(Duration.ofMillis(500), Duration.ofMillis(1500), Duration.ofSeconds(3), Duration.ofMillis(4500));

    private static final Duration CLOSING = Duration.ofSeconds(15);
    private static final Duration TOLD = Duration.ofSeconds(1);
    private static final byte[] EMPTY_LINE = {'\n'};
    private static final Deadline NOT_EXPECTED = new Deadline(0);

    private final Opening opening;
    private final String board;
    private final Duration wakeAfter;
    private final Ticker ticker;
    private final ConsoleListeners listeners = new ConsoleListeners();
    private final List<OwnedThread> threads = new ArrayList<>();
    /** Held while listeners are told, so that they hear in the order in which it went and came. */
    private final Object telling = new Object();

    private Deadline backBy = NOT_EXPECTED;
    private @Nullable OpenedPort port;
    private @Nullable RunFault away;
    private @Nullable RunFault lost;
    private boolean onceMore;
    private boolean closed;

    /** Opens the port, at first and each time that it is to come back. */
    public interface Opening {
        SerialConsole open(Listener first) throws RunFault, InterruptedException;
    }

    private ReturningConsole(Opening opening, String board, Duration wakeAfter, Ticker ticker) {
        this.opening = opening;
        this.board = board;
        this.wakeAfter = wakeAfter;
        this.ticker = ticker;
    }

    /**
     * Opens it.
     *
     * @param board names threads and faults
     * @param wakeAfter so long after it came back a console that has said nothing is woken by one empty line, since what it
     *     said meanwhile is lost; long enough to stop no boot loader that waits for a key
     * @param first hear it from its first byte on
     * @throws RunFault as the opening
     */
    public static ReturningConsole open(
            Opening opening, String board, Duration wakeAfter, Ticker ticker, Listener... first)
            throws RunFault, InterruptedException {
        var console = new ReturningConsole(opening, board, wakeAfter, ticker);
        List.of(first).forEach(console.listeners::add);
        OpenedPort opened = console.openPort();
        if (!console.use(opened)) {
            opened.console().close();
            throw Objects.requireNonNull(opened.gone());
        }
        return console;
    }

    /**
     * From now on the port may go away.
     *
     * @param back by when it must be there again; instead of what was said before
     */
    public void expectLoss(Deadline back) {
        synchronized (this) {
            backBy = back;
            onceMore = true;
        }
        ticker.signal();
    }

    /** From now on a loss is final; of a port that is away, once it is back. */
    public void expectNoLoss() {
        synchronized (this) {
            if (away == null) {
                backBy = NOT_EXPECTED;
            } else {
                onceMore = false;
            }
        }
        ticker.signal();
    }

    /**
     * Waits until it is there.
     *
     * @throws RigFault {@code console.lost} when it is not by the deadline, or does not come back
     */
    public void awaitThere(Deadline deadline) throws RunFault, InterruptedException {
        OpenedPort unused = awaitPort(deadline);
    }

    private OpenedPort awaitPort(Deadline deadline) throws RunFault, InterruptedException {
        ticker.await(() -> state() != State.AWAY, deadline);
        synchronized (this) {
            if (closed) {
                throw new IllegalStateException("The console of " + board + " is closed");
            }
            RunFault fault = lost == null ? away : lost;
            if (fault != null) {
                throw fault;
            }
            return Objects.requireNonNull(port);
        }
    }

    private enum State {
        THERE,
        AWAY,
        OVER
    }

    private synchronized State state() {
        if (closed || lost != null) {
            return State.OVER;
        }
        return away == null ? State.THERE : State.AWAY;
    }

    /** {@inheritDoc} Waits for a port that is away; what is typed while it goes is lost with it, and is no fault. */
    @Override
    public void write(byte[] bytes, Deadline deadline) throws RunFault, InterruptedException {
        write(there -> there.write(bytes, deadline), deadline);
    }

    @Override
    public void writeSecret(byte[] bytes, Deadline deadline) throws RunFault, InterruptedException {
        write(there -> there.writeSecret(bytes, deadline), deadline);
    }

    private interface Write {
        void to(SerialConsole there) throws RunFault, InterruptedException;
    }

    private void write(Write write, Deadline deadline) throws RunFault, InterruptedException {
        OpenedPort there = awaitPort(deadline);
        try {
            write.to(there.console());
        } catch (RunFault e) {
            // The writer may know it before the listeners do.
            boolean told = e.code().equals("console.lost") && ticker.await(() -> !isUsed(there), ticker.in(TOLD));
            if (!told) {
                throw e;
            }
            awaitThere(deadline);
        }
    }

    private synchronized boolean isUsed(OpenedPort there) {
        return port == there && state() == State.THERE;
    }

    @Override
    public void listen(Listener listener) {
        listeners.add(listener);
    }

    @Override
    public void close() {
        OpenedPort last;
        List<OwnedThread> started;
        synchronized (this) {
            closed = true;
            last = port;
            started = List.copyOf(threads);
        }
        ticker.signal();
        started.forEach(OwnedThread::interrupt);
        started.forEach(thread -> thread.join(CLOSING));
        if (last != null) {
            last.console().close();
        }
    }

    private OpenedPort openPort() throws RunFault, InterruptedException {
        return new OpenedPort(opening, listeners, this::goes);
    }

    /** False where it is over by now, or the port went again. */
    private synchronized boolean use(OpenedPort opened) {
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

    private void goes(OpenedPort from, RunFault fault) {
        long since = ticker.nanos();
        synchronized (telling) {
            boolean expected;
            synchronized (this) {
                if (closed || from != port || away != null || lost != null) {
                    return;
                }
                expected = !backBy.passed(ticker);
                if (expected) {
                    away = fault;
                } else {
                    lost = fault;
                }
            }
            if (!expected) {
                listeners.lost(fault);
            } else {
                listeners.away();
                startReturn(from, since);
            }
        }
        ticker.signal();
    }

    private synchronized void startReturn(OpenedPort gone, long since) {
        if (!closed) {
            threads.add(OwnedThread.start("rr-" + board + "-console-return", ticker, () -> bringBack(gone, since)));
        }
    }

    private void bringBack(OpenedPort gone, long since) {
        try {
            gone.console().close();
            RunFault last = null;
            for (int tries = 0; !isDue(); tries++) {
                Deadline next = ticker.in(STEPS.get(Math.min(tries, STEPS.size() - 1)));
                if (ticker.await(this::isDue, next)) {
                    break;
                }
                try {
                    OpenedPort opened = openPort();
                    if (isBack(opened, since)) {
                        ticker.signal();
                        wake(opened);
                        return;
                    }
                    opened.console().close();
                } catch (RunFault e) {
                    last = e;
                }
            }
            giveUp(since, last);
        } catch (InterruptedException e) {
            // Closed while it is away.
        } catch (RuntimeException e) {
            giveUp(since, null);
            throw e;
        }
    }

    /** Uses it and tells so, before a new loss can be told. */
    private boolean isBack(OpenedPort opened, long since) {
        synchronized (telling) {
            boolean used = use(opened);
            if (used) {
                listeners.back(Duration.ofNanos(ticker.nanos() - since));
            }
            return used;
        }
    }

    private synchronized boolean isDue() {
        return closed || backBy.passed(ticker);
    }

    private void wake(OpenedPort there) throws InterruptedException {
        Deadline still = ticker.in(wakeAfter);
        if (!ticker.await(() -> state() == State.OVER || there.isHeard() || there.isGone(), still) && isBootDue()) {
            try {
                there.console().write(EMPTY_LINE, ticker.in(TOLD));
            } catch (RunFault e) {
                // Its loss is told by itself.
            }
        }
    }

    /** What is typed to a board that is off may wait for its boot loader. */
    private synchronized boolean isBootDue() {
        return !backBy.equals(Deadline.NEVER);
    }

    private void giveUp(long since, @Nullable RunFault last) {
        RunFault fault;
        synchronized (this) {
            if (closed || away == null) {
                return;
            }
            fault = new RigFault(
                    "console.lost",
                    "%s That it went was expected, and it is not back after %.1f s%s"
                            .formatted(
                                    away.getMessage(),
                                    (ticker.nanos() - since) / 1e9,
                                    last == null ? "." : ": " + last.getMessage()),
                    away.evidence());
            lost = fault;
        }
        listeners.lost(fault);
        ticker.signal();
    }
}
