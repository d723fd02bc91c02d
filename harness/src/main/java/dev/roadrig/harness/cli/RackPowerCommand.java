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
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
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

    @Parameters(
            arity = "1..4",
            hideParamSyntax = true,
            paramLabel = "[RACK] BOARD on|off|cycle [battery|ignition]",
            description = {
                "which board, and what to do; cycle is off and on again",
                "battery or ignition: only this switch (default: off ignition first, on battery first)"
            })
    private List<String> words = List.of();

    @Mixin
    private final RackWords rack = new RackWords();

    /** What is done. */
    enum Order {
        ON,
        OFF,
        CYCLE
    }

    @Override
    public Integer call() throws RunFault, InterruptedException {
        List<String> rest = rack.rest(words);
        if (rest.size() < 2 || rest.size() > 3) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Say the board's name, then on, off or cycle, and battery or ignition for one switch alone. The rack file"
                            + " is named by --rack, or is the first word.");
        }
        Order order = word(rest.get(1), Order.values());
        Part part = rest.size() == 2 ? Part.BOTH : word(rest.get(2), Part.values());
        RackBoard found = MaskedRack.read(spec, rack.file(words)).board(rest.get(0));
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

    private <E extends Enum<E>> E word(String written, E[] table) {
        List<String> allowed = Stream.of(table)
                .map(each -> each.name().toLowerCase(Locale.ROOT))
                .toList();
        int index = allowed.indexOf(written.toLowerCase(Locale.ROOT));
        if (index < 0) {
            throw new ParameterException(spec.commandLine(), WrongWords.noneOf(written, allowed));
        }
        return table[index];
    }
}
