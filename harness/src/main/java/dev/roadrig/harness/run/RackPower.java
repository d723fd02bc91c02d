package dev.roadrig.harness.run;

import dev.roadrig.harness.rack.BoardPower;
import dev.roadrig.harness.rack.RackBoard;
import dev.roadrig.ports.Console;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.console.BootDeadlines;
import dev.roadrig.wires.power.BoardSupply;
import dev.roadrig.wires.power.off.Off;
import dev.roadrig.wires.serial.SerialConsole;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Switches one board by hand, and says what was seen of it. */
public final class RackPower implements AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(15);

    private final RackBoard board;
    private final BoardPower wires;
    private final Ticker ticker;
    private final Diary diary;
    private final Closer owned = new Closer();

    /** Hears what was done and seen. */
    public interface Diary {
        /** @param part of the board: battery, ignition, console, board */
        void note(String part, String text);
    }

    /** What is switched. */
    public enum Part {
        BOTH,
        BATTERY,
        IGNITION
    }

    /**
     * @param board whose lease the caller holds
     * @throws BadInput for a board that has no such switch, or that a process of this host stands for
     */
    public RackPower(RackBoard board, Part part, Ticker ticker, Diary diary) {
        if (board.process().isPresent()) {
            throw new BadInput(
                    board.name() + " is started, switched and ended by each run of its own: between runs there"
                            + " is nothing to switch. Name a real board.");
        }
        wires = board.power()
                .orElseThrow(
                        () -> new BadInput(
                                "Board " + board.name()
                                        + " has no `power:` in its rack file. Write what switches it, such as power: {scpi: tcp://HOST:5025}."));
        if (part == Part.IGNITION && wires.ignition().isEmpty()) {
            throw new BadInput("Board " + board.name()
                    + " has no ignition in its rack file. Write power: {battery: {...}, ignition: {...}}.");
        }
        this.board = board;
        this.ticker = ticker;
        this.diary = diary;
    }

    /**
     * Switches off, on, or off and on again.
     *
     * @return whether what was done is shown: false for a battery's off that only its switch tells
     * @throws RunFault of the switches; {@code supply.board-lives} for an off that is none; {@code supply.no-life} as
     *     nobody's proven failure for an on after which nothing is seen of the board
     */
    public boolean run(boolean off, boolean on, Part part) throws RunFault, InterruptedException {
        LivePower power = owned.own(LivePower.open(board, console(), ticker, ticker.in(ANSWER)));
        boolean battery = part != Part.IGNITION;
        Optional<BoardSupply> ignition = part == Part.BATTERY ? Optional.empty() : power.ignition();
        boolean wasOn = battery && says("battery", power.battery().supply());
        if (ignition.isPresent()) {
            boolean unused = says("ignition", ignition.get());
        }
        if (off && ignition.isPresent()) {
            ignition.get().set(false, ticker.in(ANSWER));
            diary.note("ignition", "off, by its switch's word: what the board makes of it is the board's");
        }
        boolean shown = !off || !battery || turnOff(power);
        if (on && battery) {
            power.battery().on(ticker.in(ANSWER));
            diary.note("battery", "on");
        }
        if (on && ignition.isPresent()) {
            if (off && !battery) {
                boolean unused = ticker.await(() -> false, ticker.in(wires.off().atLeast()));
            }
            ignition.get().set(true, ticker.in(ANSWER));
            diary.note("ignition", "on");
        }
        if (on && battery) {
            awaitLife(power, wasOn && !off);
        }
        return shown;
    }

    private boolean turnOff(LivePower power) throws RunFault, InterruptedException {
        Off seen = power.battery().off(ticker.in(ANSWER));
        diary.note(
                "battery", seen.shown() ? "off, " + seen.words() : "off is " + seen.words() + ". " + Off.WHAT_SHOWS_IT);
        return seen.shown();
    }

    /** Returns whether it says that it is on. */
    private boolean says(String part, BoardSupply supply) throws RunFault, InterruptedException {
        Deadline deadline = ticker.in(ANSWER);
        boolean on = supply.tells() && supply.isOn(deadline);
        String state = supply.tells() ? "was " + (on ? "on" : "off") + ": " : "";
        diary.note(part, state + supply.reading(deadline));
        return on;
    }

    /** A board without a console may still be seen by its current or its SSH. */
    private @Nullable Console console() throws InterruptedException {
        if (board.console().isEmpty()) {
            return null;
        }
        RackBoard.SerialWire wire = board.console().get();
        try {
            return owned.own(SerialConsole.open(wire.device(), wire.baud(), ticker, board.name()));
        } catch (RunFault e) {
            diary.note("console", "not listened to: " + e.getMessage());
            return null;
        }
    }

    /** A board that had power may idle at its prompt; what is typed to one that boots may hold it in its boot loader. */
    private void awaitLife(LivePower power, boolean idles) throws RunFault, InterruptedException {
        BootDeadlines boot = board.boot();
        Duration first = board.console().isPresent() ? boot.firstSign() : boot.toLogin();
        Duration still = board.console().map(RackBoard.SerialWire::silence).orElse(Duration.ZERO);
        Duration within = first.plus(still.multipliedBy(2));
        Optional<String> seen =
                power.battery().life(idles && board.console().isPresent() ? still : first, ticker.in(within));
        if (seen.isEmpty()) {
            throw new UnknownFault(
                    "supply.no-life",
                    "The supply of %s says on, and nothing of the board was seen in %d s. Look whether its contact closes, at the board's own lamp, and with `roadrig rack check` at its console."
                            .formatted(board.name(), within.toSeconds()));
        }
        diary.note("board", "lives: " + seen.get());
    }

    /** @throws RunFault where something of it does not close or cannot be given back */
    @Override
    public void close() throws RunFault {
        owned.close();
    }
}
