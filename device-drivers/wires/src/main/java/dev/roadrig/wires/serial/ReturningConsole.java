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
import java.util.Optional;
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

    private final Opening opening;
    private final String board;
    private final Duration wakeAfter;
    private final Ticker ticker;
    private final PortState state;
    private final ConsoleListeners listeners = new ConsoleListeners();
    /** Those that have not ended: one at a time, but for a moment. */
    private final List<OwnedThread> returns = new ArrayList<>();
    /** Held while listeners are told, so that they hear in the order in which it went and came. */
    private final Object telling = new Object();

    /** Opens the port, at first and each time that it is to come back. */
    public interface Opening {
        SerialConsole open(Listener first) throws RunFault, InterruptedException;
    }

    private ReturningConsole(Opening opening, String board, Duration wakeAfter, Ticker ticker) {
        this.opening = opening;
        this.board = board;
        this.wakeAfter = wakeAfter;
        this.ticker = ticker;
        state = new PortState(board, ticker);
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
        if (!console.state.use(opened)) {
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
        state.expectLoss(back);
        ticker.signal();
    }

    /** From now on a loss is final; of a port that is away, once it is back. */
    public void expectNoLoss() {
        state.expectNoLoss();
        ticker.signal();
    }

    /**
     * Waits until it is there, and its listeners know it.
     *
     * @throws RigFault {@code console.lost} when it is not by the deadline, or does not come back
     */
    public void awaitThere(Deadline deadline) throws RunFault, InterruptedException {
        ticker.await(() -> state.place() != PortState.Place.AWAY, deadline);
        synchronized (telling) {
            state.requireThere();
        }
    }

    /**
     * {@inheritDoc} It waits for no port that is away, since what is first there may be a boot loader.
     *
     * @throws RigFault {@code console.away} too, when it is away or goes meanwhile; its listeners know it by then
     */
    @Override
    public void write(byte[] bytes, Deadline deadline) throws RunFault, InterruptedException {
        write(there -> there.write(bytes, deadline));
    }

    @Override
    public void writeSecret(byte[] bytes, Deadline deadline) throws RunFault, InterruptedException {
        write(there -> there.writeSecret(bytes, deadline));
    }

    private interface Write {
        void to(SerialConsole there) throws RunFault, InterruptedException;
    }

    private void write(Write write) throws RunFault, InterruptedException {
        OpenedPort there = state.there().orElse(null);
        if (there == null) {
            throw away("nothing was typed");
        }
        try {
            write.to(there.console());
        } catch (RunFault e) {
            // The writer may know it before the listeners do.
            if (e.code().equals("console.lost") && ticker.await(() -> !state.isUsed(there), ticker.in(TOLD))) {
                throw away("what was being typed is lost");
            }
            throw e;
        }
    }

    /** After whoever is being told has been. */
    private RunFault away(String typed) {
        synchronized (telling) {
            return state.away(typed);
        }
    }

    @Override
    public void listen(Listener listener) {
        listeners.add(listener);
    }

    @Override
    public void close() {
        Optional<OpenedPort> last;
        List<OwnedThread> started;
        synchronized (returns) {
            last = state.close();
            started = List.copyOf(returns);
        }
        ticker.signal();
        started.forEach(OwnedThread::interrupt);
        started.forEach(thread -> thread.join(CLOSING));
        last.ifPresent(port -> port.console().close());
    }

    private OpenedPort openPort() throws RunFault, InterruptedException {
        return new OpenedPort(opening, listeners, this::goes);
    }

    private void goes(OpenedPort from, RunFault fault) {
        long since = ticker.nanos();
        synchronized (telling) {
            switch (state.goes(from, fault)) {
                case AWAY -> {
                    listeners.away();
                    startReturn(from, since);
                }
                case OVER -> listeners.lost(fault);
                case THERE -> {
                    return;
                }
            }
        }
        ticker.signal();
    }

    private void startReturn(OpenedPort gone, long since) {
        synchronized (returns) {
            returns.removeIf(OwnedThread::hasEnded);
            if (state.place() == PortState.Place.AWAY) {
                returns.add(OwnedThread.start("rr-" + board + "-console-return", ticker, () -> bringBack(gone, since)));
            }
        }
    }

    private void bringBack(OpenedPort gone, long since) {
        try {
            gone.console().close();
            RunFault last = null;
            for (int tries = 0; !state.isDue(); tries++) {
                Deadline next = ticker.in(STEPS.get(Math.min(tries, STEPS.size() - 1)));
                if (ticker.await(state::isDue, next)) {
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
                    last = opened.gone();
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
            boolean used = state.use(opened);
            if (used) {
                listeners.back(Duration.ofNanos(ticker.nanos() - since));
            }
            return used;
        }
    }

    private void wake(OpenedPort there) throws InterruptedException {
        Deadline still = ticker.in(wakeAfter);
        boolean needless =
                ticker.await(() -> state.place() == PortState.Place.OVER || there.isHeard() || there.isGone(), still);
        if (!needless && state.isBootDue()) {
            there.wake(ticker.in(TOLD));
        }
    }

    private void giveUp(long since, @Nullable RunFault last) {
        synchronized (telling) {
            state.giveUp(Duration.ofNanos(ticker.nanos() - since), last).ifPresent(listeners::lost);
        }
        ticker.signal();
    }
}
