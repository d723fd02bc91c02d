package dev.roadrig.wires.console;

import dev.roadrig.ports.Console;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.record.v1.BoardEvent;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import java.util.Optional;
import java.util.function.Consumer;

/** Watches a console at all times for the signs of a boot and of a board's death, and says whose failure it is. */
@SuppressWarnings("DoNotCallSuggester")
public final class BootWatch implements Console.Listener {
    private final ConsoleLog log = new ConsoleLog();

    /** @param board names it in faults */
    public BootWatch(String board, Ticker ticker, BootDeadlines deadlines) {}

    /** Hears what is recognised. */
    public interface EventListener {
        /** @param nanos when the bytes came, on the ticker's timeline */
        void seen(long nanos, BoardEvent event);
    }

    @Override
    public void received(long nanos, byte[] bytes) {
        throw new UnsupportedOperationException();
    }

    /** Says what is known of the supply from now on. */
    public void supply(Supply supply) {
        throw new UnsupportedOperationException();
    }

    /** Says that power came or a reboot was ordered: the boot that follows is asked for. */
    public void expectBoot() {
        throw new UnsupportedOperationException();
    }

    public BootState state() {
        throw new UnsupportedOperationException();
    }

    /** Says that somebody has logged in: from here on a boot that was not expected is a fault. */
    public void ready() {
        throw new UnsupportedOperationException();
    }

    /**
     * Waits until the board asks for a login.
     *
     * @throws RunFault {@code board.panic} and the like; {@code board.no-boot} as the board's when the console showed
     *     any sign or the supply is known to be on; {@code board.silent} as unknown when neither
     */
    public void awaitLogin(Deadline deadline) throws RunFault, InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** The first fault that was seen; it stays. */
    public Optional<RunFault> fault() {
        throw new UnsupportedOperationException();
    }

    /** Forgets a fault that was dealt with, as after a power cycle that a scenario ordered. */
    public void forgive() {
        throw new UnsupportedOperationException();
    }

    public void onEvent(EventListener listener) {
        throw new UnsupportedOperationException();
    }

    /** Calls back once for a fault, on the reader's or the ticker's thread; must not block. */
    public void onFault(Consumer<RunFault> listener) {
        throw new UnsupportedOperationException();
    }

    /** The last that the console said. */
    public ConsoleLog log() {
        return log;
    }
}
