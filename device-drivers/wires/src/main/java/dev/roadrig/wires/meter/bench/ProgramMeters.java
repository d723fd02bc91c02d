package dev.roadrig.wires.meter.bench;

import dev.roadrig.ports.RigMeter;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.meter.LineMeter;
import dev.roadrig.wires.meter.MeterFeed;
import dev.roadrig.wires.meter.MeterSetting;
import dev.roadrig.wires.program.HostCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Meters that a program of this host talks to, and prints the samples of. */
public final class ProgramMeters {
    private ProgramMeters() {}

    /**
     * Whatever sigrok knows.
     *
     * @param setting whose place is the device as {@code sigrok-cli -d} takes it
     * @param program commonly sigrok-cli
     * @param config as {@code -c} takes it; empty for none
     * @param channels with the power, or with voltage and current
     */
    public static RigMeter sigrok(
            MeterSetting setting,
            String rail,
            String program,
            String config,
            List<String> channels,
            Ticker ticker,
            Consumer<RunFault> onLost) {
        List<String> command = new ArrayList<>(List.of(program, "-d", setting.where(), "-O", "analog", "--continuous"));
        if (!config.isEmpty()) {
            command.addAll(List.of("-c", config));
        }
        var about = setting.about()
                .setInstrument("sigrok device " + setting.where())
                .addCannotSee("The moment better than its program's buffers: a line is stamped when it came.")
                .addCannotSee(
                        channels.size() == 2
                                ? "Power itself: it is one channel's voltage by another's current, of one sample."
                                : "What its program does not tell of the instrument: its range and its averaging.");
        return new LineMeter(
                new MeterFeed(setting, ticker, onLost),
                about.build(),
                new ProgramLines(setting, HostCommand.of(command), ticker),
                new SigrokReader(rail, channels, setting.period().toNanos()),
                ticker);
    }

    /** A Joulescope, or whatever else a program prints a table of. */
    public static RigMeter table(
            MeterSetting setting, String rail, HostCommand command, Ticker ticker, Consumer<RunFault> onLost) {
        var about = setting.about()
                .setInstrument("table of " + command.text())
                .setCutPower(true)
                .addCannotSee("The board's power while it is opened: a Joulescope cuts it for a moment, so it is opened"
                        + " before the board is switched on.")
                .addCannotSee(
                        "The moment at once: rows come in the program's own portions, and are placed by counting.");
        return new LineMeter(
                new MeterFeed(setting, ticker, onLost),
                about.build(),
                new ProgramLines(setting, command, ticker),
                new CsvReader(rail),
                ticker);
    }
}
