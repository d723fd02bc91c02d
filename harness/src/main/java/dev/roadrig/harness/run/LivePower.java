package dev.roadrig.harness.run;

import dev.roadrig.harness.rack.BoardPower;
import dev.roadrig.harness.rack.PowerWire;
import dev.roadrig.harness.rack.RackBoard;
import dev.roadrig.ports.Console;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.power.BoardSupply;
import dev.roadrig.wires.power.off.ConsoleSign;
import dev.roadrig.wires.power.off.GuardedSupply;
import dev.roadrig.wires.power.off.LifeSign;
import dev.roadrig.wires.power.off.SshSign;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The switches of one board: its battery, whose off is believed by what is seen of the board, and its ignition. */
public final class LivePower implements AutoCloseable {
    private final GuardedSupply battery;
    private final Optional<BoardSupply> ignition;

    private LivePower(GuardedSupply battery, Optional<BoardSupply> ignition) {
        this.battery = battery;
        this.ignition = ignition;
    }

    /**
     * Connects to the switches, and switches nothing.
     *
     * @param console by which the board's life is seen too; null for none
     */
    public static LivePower open(RackBoard board, @Nullable Console console, Ticker ticker, Deadline deadline)
            throws RunFault, InterruptedException {
        BoardPower power = board.power().orElseThrow();
        String batteryName = power.ignition().isEmpty() ? board.name() : "battery of " + board.name();
        BoardSupply battery = Supplies.connect(batteryName, power.battery(), ticker, deadline);
        var guarded = new GuardedSupply(batteryName, battery, power.off(), signs(board, console, ticker), ticker);
        boolean open = false;
        try {
            Optional<BoardSupply> ignition = Optional.empty();
            if (power.ignition().isPresent()) {
                ignition = Optional.of(Supplies.connect(
                        "ignition of " + board.name(), power.ignition().get(), ticker, deadline));
            }
            open = true;
            return new LivePower(guarded, ignition);
        } finally {
            if (!open) {
                guarded.close();
            }
        }
    }

    /** By what the board's life is seen beside the current of its supply. */
    static List<LifeSign> signs(RackBoard board, @Nullable Console console, Ticker ticker) {
        List<LifeSign> signs = new ArrayList<>();
        if (console != null) {
            // What is typed to a board under QEMU while it is off waits in its socket for the next boot.
            boolean types = !(board.power().orElseThrow().battery() instanceof PowerWire.Qmp);
            signs.add(new ConsoleSign(console, types, ticker));
        }
        // The process that stands for a board may keep a port open; its console and its supply tell.
        if (board.process().isEmpty()) {
            board.shell().ifPresent(ssh -> signs.add(new SshSign(ssh.host(), ssh.port(), ticker)));
        }
        return signs;
    }

    public GuardedSupply battery() {
        return battery;
    }

    public Optional<BoardSupply> ignition() {
        return ignition;
    }

    /** Whether the battery's switch says on. */
    public boolean isOn(Deadline deadline) throws RunFault, InterruptedException {
        return battery.supply().isOn(deadline);
    }

    @Override
    public void close() {
        try {
            ignition.ifPresent(BoardSupply::close);
        } finally {
            battery.close();
        }
    }
}
