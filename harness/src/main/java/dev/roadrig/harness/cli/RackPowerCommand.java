package dev.roadrig.harness.cli;

import dev.roadrig.harness.rack.Lease;
import dev.roadrig.harness.rack.Leases;
import dev.roadrig.harness.rack.RackBoard;
import dev.roadrig.harness.run.RackPower;
import dev.roadrig.harness.run.RackPower.Part;
import dev.roadrig.reports.text.PlainText;
import dev.roadrig.reports.verdict.ExitCode;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.scenarios.time.Ticker;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code roadrig rack power}: switches a board by hand. */
@Command(
        name = "power",
        description = {
            "Switches a board's battery and ignition, under the board's lease.",
            "Off is believed when nothing of the board is seen any more: its console, its SSH, a current.",
            "On waits for a first sign of the board, and wakes one that had power by an empty line.",
            "Exits 3 when the board does otherwise than its switch says,",
            "4 when only the switch says that the board is off: nothing of it was seen right before either."
        },
        mixinStandardHelpOptions = true)
final class RackPowerCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "RACK", description = "the rack file")
    private Path rack = Path.of("rack.yaml");

    @Parameters(index = "1", paramLabel = "BOARD", description = "which board")
    private String board = "";

    @Parameters(index = "2", paramLabel = "on|off|cycle", description = "what to do; cycle is off and on again")
    private Order order = Order.ON;

    @Parameters(
            index = "3",
            arity = "0..1",
            paramLabel = "battery|ignition",
            description = "only this switch (default: off ignition first, on battery first)")
    private Part part = Part.BOTH;

    /** What is done. */
    enum Order {
        ON,
        OFF,
        CYCLE
    }

    @Override
    public Integer call() throws RunFault, InterruptedException {
        RackBoard found = MaskedRack.read(spec, rack).board(board);
        PrintWriter out = spec.commandLine().getOut();
        try (Ticker ticker = new RealTicker("rack-power");
                Lease lease = Leases.take(found);
                RackPower power = new RackPower(
                        found,
                        part,
                        ticker,
                        (what, text) -> out.println(String.format(
                                Locale.ROOT, "%6.1f s  %-8s  %s", ticker.nanos() / 1e9, what, PlainText.line(text))))) {
            out.println(found.name() + ", fence " + lease.fence());
            boolean shown = power.run(order != Order.ON, order != Order.OFF, part);
            return (shown ? ExitCode.PASSED : ExitCode.INCONCLUSIVE).code();
        }
    }
}
