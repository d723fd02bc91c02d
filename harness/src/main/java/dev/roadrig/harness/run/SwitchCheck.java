package dev.roadrig.harness.run;

import dev.roadrig.harness.rack.BoardPower;
import dev.roadrig.harness.rack.PowerWire;
import dev.roadrig.harness.rack.RackBoard;
import dev.roadrig.ports.Console;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.power.BoardSupply;
import dev.roadrig.wires.power.off.LifeSign;
import dev.roadrig.wires.power.off.Off;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Asks a board's switches how they are, and looks whether anything else would show an off. Switches nothing. */
final class SwitchCheck {
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final RackBoard board;
    private final BoardPower power;
    private final @Nullable Console console;
    private final Closer owned;
    private final Ticker ticker;

    /** @param owned owns the connections to the switches */
    SwitchCheck(RackBoard board, @Nullable Console console, Closer owned, Ticker ticker) {
        this.board = board;
        this.power = board.power().orElseThrow();
        this.console = console;
        this.owned = owned;
        this.ticker = ticker;
    }

    /** The battery's row; its switch, where that can be asked, for whoever switches it afterwards. */
    Optional<BoardSupply> battery(Trials trials) throws InterruptedException {
        return ask(trials, "power", "battery of " + board.name(), power.battery());
    }

    /** The ignition's row, and its switch; none where the board has none. */
    Optional<BoardSupply> ignition(Trials trials) throws InterruptedException {
        return power.ignition().isEmpty()
                ? Optional.empty()
                : ask(
                        trials,
                        "ignition",
                        "ignition of " + board.name(),
                        power.ignition().get());
    }

    private Optional<BoardSupply> ask(Trials trials, String wire, String name, PowerWire how)
            throws InterruptedException {
        Deadline deadline = ticker.in(ANSWER);
        try {
            BoardSupply opened = owned.own(Supplies.connect(name, how, ticker, deadline));
            trials.add(found(wire, opened, deadline));
            return Optional.of(opened);
        } catch (RunFault | BadInput e) {
            trials.add(Finding.broken(wire, String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    private Finding found(String wire, BoardSupply opened, Deadline deadline) throws RunFault, InterruptedException {
        if (!opened.tells()) {
            return Finding.unknown(
                    wire,
                    "whether it is on: " + opened.reading(deadline) + ". Write `state:` beside on: and off: in the"
                            + " rack file, or try it with `roadrig rack power`.");
        }
        boolean on = opened.isOn(deadline);
        String said = "the supply is " + (on ? "on" : "off") + ": " + opened.reading(deadline);
        // What an ignition's off does is the board's; a process's board is booted here, which shows its supply.
        return wire.equals("ignition") || board.process().isPresent()
                ? Finding.ok(wire, said)
                : battery(wire, on, said, opened.amperes(deadline));
    }

    private Finding battery(String wire, boolean on, String said, OptionalDouble amperes)
            throws RunFault, InterruptedException {
        Optional<String> life = life();
        if (life.isEmpty() && amperes.orElse(0) >= power.off().amperes()) {
            life = Optional.of(String.format(Locale.ROOT, "%.3f A flow", amperes.getAsDouble()));
        }
        if (!on && life.isPresent()) {
            return Finding.broken(
                    wire,
                    said + ", and the board lives: " + life.get()
                            + ". Look whether its contact sticks, whether it is this board's, and whether something else"
                            + " feeds the board.");
        }
        if (life.isPresent() || amperes.isPresent()) {
            return Finding.ok(wire, said);
        }
        return Finding.unknown(
                wire,
                said + ", by its switch's word: nothing of the board is seen now"
                        + (on ? ", so nothing would show an off. " : ". Switch it on and check again. ")
                        + Off.WHAT_SHOWS_IT);
    }

    private Optional<String> life() throws RunFault, InterruptedException {
        Optional<String> seen = Optional.empty();
        for (LifeSign sign : LivePower.signs(board, console, ticker)) {
            sign.meet();
            if (sign.tells() && seen.isEmpty()) {
                seen = sign.look(ticker.in(ANSWER)).map(LifeSign.Seen::words);
            }
        }
        return seen;
    }
}
