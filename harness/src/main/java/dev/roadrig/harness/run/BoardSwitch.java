package dev.roadrig.harness.run;

import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.record.v1.BoardEvent;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.wires.console.BootWatch;
import dev.roadrig.wires.console.Supply;
import dev.roadrig.wires.power.BoardSupply;
import dev.roadrig.wires.power.off.Off;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;

/** A board's power in a run: what is switched is told to the watch of its console, and goes into the record. */
final class BoardSwitch {
    private final LivePower power;
    private final Optional<BootWatch> watch;
    private final BiConsumer<BoardEvent.Kind, String> events;

    BoardSwitch(LivePower power, Optional<BootWatch> watch, BiConsumer<BoardEvent.Kind, String> events) {
        this.power = power;
        this.watch = watch;
        this.events = events;
    }

    BoardSupply supply() {
        return power.battery().supply();
    }

    boolean isOn(Deadline deadline) throws RunFault, InterruptedException {
        return power.isOn(deadline);
    }

    /** Switches the board off, and returns when it is, as far as anything shows it. */
    void turnOff(Deadline deadline) throws RunFault, InterruptedException {
        Off off = power.off(deadline);
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

    /** Switches the supply on; the boot that follows was ordered. */
    void turnOn(Deadline deadline) throws RunFault, InterruptedException {
        power.battery().rest();
        watch.ifPresent(BootWatch::expectBoot);
        watch.ifPresent(each -> each.supply(Supply.ON));
        power.on(deadline);
        events.accept(BoardEvent.Kind.POWER_ON, "the supply was switched on");
    }
}
