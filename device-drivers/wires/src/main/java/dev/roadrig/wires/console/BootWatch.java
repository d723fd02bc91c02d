package dev.roadrig.wires.console;

import dev.roadrig.ports.Console;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.record.v1.BoardEvent;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Watches a console at all times for the signs of a boot and of a board's death, and says whose failure it is. A sign
 * that comes while a command is under way counts when the command does not end soon after, or when the kernel's stamps show
 * that it was printed then ({@link CommandSigns} says what is not seen): else a board that goes on to answer has not died, it
 * was asked to print an old log.
 */
public final class BootWatch implements Console.Listener {
    private final Ticker ticker;
    private final ConsoleLog log = new ConsoleLog();
    private final BootStateMachine machine;
    private final BootFaults faults;
    private final List<EventListener> eventListeners = new ArrayList<>();
    private final SignScanner signs;
    private final FirstFault fault;
    private Supply supply = Supply.UNKNOWN;
    private long seenBytesAtBoot;
    private boolean isAway;
    private @Nullable RunFault consoleLost;

    /** @param board names it in faults */
    public BootWatch(String board, Ticker ticker, BootDeadlines deadlines) {
        this.ticker = ticker;
        faults = new BootFaults(board, log);
        machine = new BootStateMachine(deadlines);
        machine.expectBoot(ticker.nanos());
        fault = new FirstFault(ticker, this::locked, () -> machine.enter(BootState.BROKEN, ticker.nanos()));
        signs = new SignScanner(ticker, this::locked, this::apply);
    }

    /** Hears what is recognised. */
    public interface EventListener {
        /** @param nanos when the bytes came, on the ticker's timeline */
        void seen(long nanos, BoardEvent event);
    }

    @Override
    public synchronized void received(long nanos, byte[] bytes) {
        log.received(nanos, bytes);
        signs.take(nanos, bytes);
        ticker.signal();
    }

    /**
     * Until it is back no sign of a boot can be seen, and no state of one lasts too long. A login that was asked for need not
     * be there any more.
     */
    @Override
    public synchronized void away() {
        isAway = true;
        if (machine.state() == BootState.LOGIN) {
            machine.enter(BootState.BOOTING, ticker.nanos());
        }
        ticker.signal();
    }

    @Override
    public synchronized void lost(RunFault gone) {
        consoleLost = gone;
        ticker.signal();
    }

    /** The time of a boot's state begins anew: what the console would have shown meanwhile is lost. */
    @Override
    public synchronized void back(Duration away) {
        isAway = false;
        BootState state = machine.state();
        switch (state) {
            case BOOTING, BOOTLOADER, KERNEL, LOGIN -> machine.enter(state, ticker.nanos());
            default -> {
                // Nothing is waited for.
            }
        }
        ticker.signal();
    }

    /** Says what is known of the supply from now on. */
    public synchronized void supply(Supply known) {
        supply = known;
        if (known == Supply.OFF) {
            machine.enter(BootState.OFF, ticker.nanos());
        }
    }

    /** Says that power came or a reboot was ordered: the boot that follows is asked for. */
    public synchronized void expectBoot() {
        seenBytesAtBoot = log.seenBytes();
        signs.expectBoot();
        machine.expectBoot(ticker.nanos());
    }

    /**
     * Says whether the next boot was ordered, of a board that may as well stay up: its state is what it was.
     *
     * @param next false where it has stayed up
     */
    public synchronized void excuseBoot(boolean next) {
        machine.excuseBoot(next);
    }

    /** Says that a board that was ready is down, whatever its console showed: a boot is waited for from now on. */
    public synchronized void wentDown() {
        if (machine.state() == BootState.READY) {
            seenBytesAtBoot = log.seenBytes();
            machine.wentDown(ticker.nanos());
        }
    }

    public synchronized BootState state() {
        return machine.state();
    }

    /** Resets that nobody ordered since the last boot that somebody did, each an event too. */
    public synchronized int unorderedBoots() {
        return machine.unorderedBoots();
    }

    /** Says that somebody has logged in: from here on a boot that was not expected is a fault. */
    public synchronized void ready() {
        machine.enter(BootState.READY, ticker.nanos());
        tell(ticker.nanos(), BoardEvent.Kind.SHELL, "");
    }

    /**
     * Waits until the board asks for a login.
     *
     * @throws RunFault {@code board.panic} and the like; {@code console.lost} as it was told; {@code board.no-boot} as the
     *     board's when the console showed a sign of a boot; {@code board.silent} as unknown when it did not: a cable, a port or
     *     a baud that is wrong shows the same as a dead board, whatever the switch says of its supply
     */
    public void awaitLogin(Deadline deadline) throws RunFault, InterruptedException {
        while (!isUp()
                && firstFault().isEmpty()
                && !deadline.passed(ticker)
                && !overdueAt().passed(ticker)) {
            Deadline ofThisState = overdueAt();
            ticker.await(
                    () -> isUp() || firstFault().isPresent() || !overdueAt().equals(ofThisState),
                    deadline.or(ofThisState));
        }
        var seen = firstFault();
        if (seen.isPresent()) {
            throw seen.get();
        }
        if (!isUp()) {
            throw noBoot();
        }
    }

    /** The board's, or else its console's. */
    private synchronized Optional<RunFault> firstFault() {
        return fault().or(() -> Optional.ofNullable(consoleLost));
    }

    /** The first fault that was seen; it stays. */
    public synchronized Optional<RunFault> fault() {
        return fault.seen();
    }

    /** Forgets a fault that was dealt with, as after a power cycle that a scenario ordered. */
    public synchronized void forgive() {
        fault.forgive();
    }

    public synchronized void onEvent(EventListener listener) {
        eventListeners.add(listener);
    }

    /** Calls back for a fault, on the reader's or the ticker's thread; must not block. */
    public synchronized void onFault(Consumer<RunFault> listener) {
        fault.onFault(listener);
    }

    /** The last that the console said. */
    public ConsoleLog log() {
        return log;
    }

    /** Somebody begins to log in: a prompt that has stood for long is as good as a fresh one. */
    synchronized void loginBegins() {
        if (machine.state() == BootState.LOGIN) {
            machine.enter(BootState.LOGIN, ticker.nanos());
        }
    }

    /** By when a board at its login prompt must have let somebody in; never for one that shows none. */
    synchronized Deadline shellDue() {
        return machine.state() == BootState.LOGIN ? overdueAt() : Deadline.NEVER;
    }

    synchronized void commandBegins() {
        signs.commandBegins();
    }

    /** The command's end was seen, so the board lives; what it said meanwhile of its own accord counts. */
    synchronized void commandEnds() {
        signs.commandEnds();
    }

    /** The command was given up: what was held back is true now. */
    synchronized void commandFails() {
        signs.commandFails();
    }

    private synchronized void locked(Runnable task) {
        task.run();
    }

    private synchronized RunFault noBoot() {
        return fault.set(faults.noBoot(supply, machine.state(), log.seenBytes() - seenBytesAtBoot));
    }

    private synchronized boolean isUp() {
        return machine.state() == BootState.LOGIN || machine.state() == BootState.READY;
    }

    private synchronized Deadline overdueAt() {
        return isAway ? Deadline.NEVER : new Deadline(machine.overdueAtNanos());
    }

    private void apply(SeenSign seen) {
        boolean wasReady = machine.state() == BootState.READY;
        List<BoardEvent.Kind> events = machine.take(seen.sign(), seen.by(), seen.nanos());
        events.forEach(kind -> tell(seen.nanos(), kind, seen.line()));
        boolean rebooted = wasReady && events.contains(BoardEvent.Kind.REBOOT);
        if (rebooted || seen.sign().isFault()) {
            String code = rebooted ? "board.reboot" : seen.sign().faultCode();
            fault.settle(() -> faults.seen(code, seen.nanos(), seen.line()));
        }
    }

    private void tell(long nanos, BoardEvent.Kind kind, String text) {
        var event = BoardEvent.newBuilder().setKind(kind).setText(text).build();
        eventListeners.forEach(listener -> listener.seen(nanos, event));
    }
}
