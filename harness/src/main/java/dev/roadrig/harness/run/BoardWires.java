package dev.roadrig.harness.run;

import dev.roadrig.harness.rack.RackBoard;
import dev.roadrig.harness.rack.UplinkWire;
import dev.roadrig.ports.Console;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.wires.console.BootWatch;
import java.util.Optional;

/**
 * What is open of a board from before it has power until the run ends.
 *
 * @param gateway what carries the board's packets, where it hangs on this host
 * @param signs counts what the console shows of boots
 */
record BoardWires(
        Optional<BoardGateway> gateway,
        MeterBench meters,
        BootSigns signs,
        Optional<BoardConsole> console,
        Optional<BoardSwitch> power) {
    /**
     * Opens them and leaves the board as it is.
     *
     * @param rack the board's wires
     * @param owned owns everything that is opened, also when this fails half-way
     */
    static BoardWires open(Rig rig, RackBoard rack, Closer owned, Deadline deadline)
            throws RunFault, InterruptedException {
        Optional<BoardGateway> gateway = gateway(rig, rack, owned);
        var meters = new MeterBench(rig, owned);
        meters.openWired(rack, rig.faults()::report, deadline);
        var signs = new BootSigns(rig);
        Optional<BoardConsole> console = rack.console().isEmpty()
                ? Optional.empty()
                : Optional.of(BoardConsole.open(rig, rack, rack.console().get(), signs, owned));
        Optional<BoardSwitch> power =
                rack.power().isEmpty() ? Optional.empty() : Optional.of(power(rig, rack, console, owned, deadline));
        return new BoardWires(gateway, meters, signs, console, power);
    }

    /** Before the board has its power, so that no packet of it goes around the link. */
    private static Optional<BoardGateway> gateway(Rig rig, RackBoard rack, Closer owned) throws RunFault {
        if (rack.uplink() instanceof UplinkWire.Gateway wire) {
            BoardGateway opened = BoardGateway.open(rig, rack.name(), wire, owned);
            rig.phase("boot", rack.name());
            return Optional.of(opened);
        }
        return Optional.empty();
    }

    private static BoardSwitch power(
            Rig rig, RackBoard rack, Optional<BoardConsole> console, Closer owned, Deadline deadline)
            throws RunFault, InterruptedException {
        Console port = console.map(BoardConsole::port).orElse(null);
        LivePower switches = owned.own(LivePower.open(rack, port, rig.ticker(), deadline));
        var opened = new BoardSwitch(switches, console.map(BoardConsole::watch), rig::event, rig.ticker());
        opened.find(deadline);
        AutoCloseable unused = owned.own(opened::giveBack);
        return opened;
    }

    Optional<BootWatch> watch() {
        return console.map(BoardConsole::watch);
    }
}
