package dev.roadrig.harness.run;

import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.record.v1.BoardEvent;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.console.BootWatch;
import dev.roadrig.wires.console.Supply;
import dev.roadrig.wires.power.BoardSupply;
import dev.roadrig.wires.power.off.Off;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;

/** A board's power in a run: what is switched is told to the watch of its console, and goes into the record. */
final class BoardSwitch {
    private static final Duration GIVE_BACK = Duration.ofSeconds(10);

    private final LivePower power;
    private final Optional<BootWatch> watch;
    private final BiConsumer<BoardEvent.Kind, String> events;
    private final Ticker ticker;
    private Optional<Boolean> found = Optional.empty();
    private Optional<Boolean> ignition = Optional.empty();

    BoardSwitch(LivePower power, Optional<BootWatch> watch, BiConsumer<BoardEvent.Kind, String> events, Ticker ticker) {
        this.power = power;
        this.watch = watch;
        this.events = events;
        this.ticker = ticker;
    }

    /** Looks how the ignition is before anything is switched. */
    void find(Deadline deadline) throws RunFault, InterruptedException {
        if (power.ignition().isPresent() && power.ignition().get().tells()) {
            found = Optional.of(power.ignition().get().isOn(deadline));
        }
    }

    /**
     * Switches the ignition back to what it was found as; on, where it cannot be asked. An interrupt in the middle of that has
     * it done again, and stands.
     */
    void giveBack() throws RunFault, InterruptedException {
        boolean was = found.orElse(true);
        if (ignition.isPresent() && ignition.get() != was) {
            try {
                ignition(was, ticker.in(GIVE_BACK));
            } catch (InterruptedException e) {
                try {
                    ignition(was, ticker.in(GIVE_BACK));
                } finally {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    /** Switches the ignition, whatever the board makes of it. */
    void ignition(boolean on, Deadline deadline) throws RunFault, InterruptedException {
        BoardSupply line = power.ignition().orElseThrow(() -> new IllegalStateException("The board has no ignition."));
        // Before the order: one whose answer is lost may have been done.
        ignition = Optional.of(on);
        line.set(on, deadline);
        events.accept(
                on ? BoardEvent.Kind.IGNITION_ON : BoardEvent.Kind.IGNITION_OFF,
                "the ignition was switched " + (on ? "on" : "off"));
    }

    BoardSupply supply() {
        return power.battery().supply();
    }

    boolean isOn(Deadline deadline) throws RunFault, InterruptedException {
        return power.isOn(deadline);
    }

    /** Switches the board off, its ignition first, and returns when it is, as far as anything shows it. */
    void turnOff(Deadline deadline) throws RunFault, InterruptedException {
        if (power.ignition().isPresent()) {
            ignition(false, deadline);
        }
        Off off = power.battery().off(deadline);
        off((off.shown() ? "the board is off, " : "the supply was switched off, ") + off.words());
    }

    /** Switches the supply off, whatever the board makes of it. */
    void order(Deadline deadline) throws RunFault, InterruptedException {
        power.battery().order(deadline);
        off("the supply was switched off");
    }

    private void off(String words) {
        watch.ifPresent(each -> each.supply(Supply.OFF));
        events.accept(BoardEvent.Kind.POWER_OFF, words);
    }

    /** After {@link #order}; see {@link dev.roadrig.wires.power.off.GuardedSupply#stayOff}. */
    Off stayOff(Duration lasting) throws RunFault, InterruptedException {
        Off off = power.battery().stayOff(lasting);
        events.accept(BoardEvent.Kind.POWER_OFF, off.words());
        return off;
    }

    /** Switches the supply on, then the ignition; the boot that follows was ordered. */
    void turnOn(Deadline deadline) throws RunFault, InterruptedException {
        power.battery().rest();
        watch.ifPresent(BootWatch::expectBoot);
        watch.ifPresent(each -> each.supply(Supply.ON));
        power.battery().on(deadline);
        events.accept(BoardEvent.Kind.POWER_ON, "the supply was switched on");
        if (power.ignition().isPresent()) {
            ignition(true, deadline);
        }
    }
}
