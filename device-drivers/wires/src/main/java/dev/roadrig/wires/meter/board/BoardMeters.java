package dev.roadrig.wires.meter.board;

import dev.roadrig.ports.RigMeter;
import dev.roadrig.ports.Shell;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.meter.LineMeter;
import dev.roadrig.wires.meter.LineSource;
import dev.roadrig.wires.meter.MeterFeed;
import dev.roadrig.wires.meter.MeterSetting;
import dev.roadrig.wires.ssh.ShellWord;
import dev.roadrig.wires.ssh.SshLink;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Opens a board's own meters over a connection to it; they end with the connection. */
public final class BoardMeters {
    private static final String LOAD = "Itself: the loop that reads it takes some of the board's processor and power.";

    private final Shell shell;
    private final Function<String, LineSource> programs;
    private final Ticker ticker;
    private final Consumer<RunFault> onLost;

    /** @param onLost told once when a meter dies while the connection stands */
    public BoardMeters(SshLink link, Ticker ticker, Consumer<RunFault> onLost) {
        this(link.shell(), program -> new SshLines(link, program, ticker), ticker, onLost);
    }

    /** @param programs the lines of a program that is started on the board */
    BoardMeters(Shell shell, Function<String, LineSource> programs, Ticker ticker, Consumer<RunFault> onLost) {
        this.shell = shell;
        this.programs = programs;
        this.ticker = ticker;
        this.onLost = fault -> onLost.accept(silenceIsNobodys(fault));
    }

    /** A board that hangs is silent too. */
    private static RunFault silenceIsNobodys(RunFault fault) {
        return fault.code().equals("meter.silent")
                ? new UnknownFault(fault.code(), String.valueOf(fault.getMessage()), fault.evidence())
                : fault;
    }

    /**
     * Power rails of hwmon or of the older iio, by a loop in the board's shell.
     *
     * @param setting whose place is the folder, such as /sys/class/hwmon
     * @throws RunFault {@code meter.missing} where the folder has no rail, {@code meter.denied} where none may be read
     */
    public RigMeter sysfs(MeterSetting setting, boolean iio, Deadline deadline) throws RunFault, InterruptedException {
        Shell.Result listing = shell.run(SysfsPlan.look(setting.where(), iio), deadline);
        SysfsPlan plan = SysfsPlan.of(listing.out(), iio);
        Optional<String> denied = listing.err()
                .lines()
                .filter(line -> line.endsWith("ermission denied"))
                .findFirst();
        if (plan.rails().isEmpty() && denied.isPresent()) {
            throw new RigFault(
                    "meter.denied",
                    setting.title() + ": its files may not be read by the shell's user ('" + denied.get()
                            + "'). Log in as a user who may, or let this one read them.");
        }
        if (plan.rails().isEmpty()) {
            throw new RigFault(
                    "meter.missing",
                    setting.title() + ": no chip there gives power, or voltage and current. Look with `grep -s . "
                            + setting.where() + "/*/name` on the board, and load the chip's driver.");
        }
        var about = setting.about()
                .setInstrument(String.join(", ", plan.chips()))
                .addCannotSee(LOAD)
                .addCannotSee(
                        "What is faster than its chips' conversion: values are averages over it, and a value that is"
                                + " read again is marked as a repeat.")
                .addCannotSee("Voltage and current at one moment: where a chip has no power they are two readings.")
                .addCannotSee("The moment better than the way over SSH is steady: a line is stamped when it came.");
        denied.ifPresent(line -> about.addCannotSee("Files that the shell's user may not read: " + line));
        var feed = new MeterFeed(setting, ticker, onLost);
        LineSource lines = programs.apply(plan.loop(setting.period()));
        return new LineMeter(feed, about.build(), lines, new SysfsReader(plan.rails()), ticker);
    }

    /** @param setting whose place is the program on the board, such as tegrastats */
    public RigMeter tegrastats(MeterSetting setting) {
        String program = setting.where();
        var about = setting.about()
                .setInstrument("tegrastats by " + program)
                .addCannotSee("What happens between two lines: each has the power of its moment.")
                .addCannotSee("A mean: the tool's own second figure is none, and is not taken.")
                .addCannotSee("The moment better than the way over SSH is steady: a line is stamped when it came.");
        String command = "exec " + ShellWord.quote(program) + " --interval "
                + setting.period().toMillis();
        return new LineMeter(
                new MeterFeed(setting, ticker, onLost),
                about.build(),
                programs.apply(command),
                new TegrastatsReader(),
                ticker);
    }
}
