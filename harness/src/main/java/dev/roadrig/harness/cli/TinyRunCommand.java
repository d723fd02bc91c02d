package dev.roadrig.harness.cli;

import dev.roadrig.reports.text.PlainText;
import dev.roadrig.reports.tiny.TinyFigures;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.Wording;
import dev.roadrig.scenarios.quantity.Dimension;
import dev.roadrig.scenarios.quantity.Quantity;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.scenarios.tiny.TinyLogWriter;
import dev.roadrig.scenarios.tiny.TinyMode;
import dev.roadrig.scenarios.tiny.TinyTrace;
import dev.roadrig.wires.serial.SerialConsole;
import dev.roadrig.wires.tiny.TinyBoard;
import dev.roadrig.wires.tiny.TinyIdentity;
import dev.roadrig.wires.tiny.TinyPlan;
import dev.roadrig.wires.tiny.TinyRunner;
import dev.roadrig.wires.tiny.TinyWire;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code roadrig tiny run}: a session on a board. */
@Command(
        name = "run",
        description = {
            "Takes a board through a session as MLPerf Tiny's runner does, writes its log, and prints what `tiny read`"
                    + " makes of it.",
            "In energy mode the board moves a pin: put the meter's trace1-energy.bin and trace1-timestamps.json into the"
                    + " folder, then use `tiny read`.",
            "Exits as `tiny read`; 3 when the board or its port fails."
        },
        mixinStandardHelpOptions = true)
final class TinyRunCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Pattern BARE = Pattern.compile("[0-9.]+");

    /** What is measured. */
    enum Mode {
        PERFORMANCE,
        ACCURACY,
        ENERGY
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Option(names = "--port", required = true, paramLabel = "DEVICE", description = "the board's serial port")
    private String port = "";

    @Option(
            names = "--baud",
            paramLabel = "N",
            description = "of the port (default: ${DEFAULT-VALUE}; the reference firmware has 9600 in energy mode)")
    private int baud = 115_200;

    @Option(names = "--interface", description = "MLPerf Tiny's interface board is between")
    private boolean through;

    @Option(names = "--mode", paramLabel = "MODE", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private Mode mode = Mode.PERFORMANCE;

    @Option(names = "--model", paramLabel = "ID", description = "the model that must be on the board, such as ic01")
    private @Nullable String model;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "raw tensors, one a file ending in .bin")
    private Path data = Path.of("data");

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "the true classes, rows of file,classes,class: for accuracy, and says which files there are")
    private @Nullable Path labels;

    @Option(
            names = "--window",
            paramLabel = "TIME",
            description = "the least that a window lasts, such as 2s or 500ms; a bare number is in seconds (default:"
                    + " ${DEFAULT-VALUE}, as MLPerf Tiny's rules want)")
    private String window = "10s";

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "FOLDER",
            description = "where log.txt goes; none may be there")
    private Path out = Path.of("session");

    @Override
    public Integer call() throws RunFault, InterruptedException {
        Duration least = least();
        boolean accuracy = mode == Mode.ACCURACY;
        if (accuracy && labels == null) {
            throw new BadInput("Accuracy needs the true classes. Give them with --labels.");
        }
        List<Path> inputs = TinyInputs.of(data, labels, accuracy ? Integer.MAX_VALUE : TinyFigures.WINDOWS);
        PrintWriter print = spec.commandLine().getOut();
        TinyIdentity identity;
        try (Ticker ticker = new RealTicker("tiny");
                SerialConsole console = SerialConsole.open(port, baud, ticker, "tiny")) {
            TinyBoard board = TinyBoard.on(
                    console,
                    through ? TinyWire.INTERFACE : TinyWire.DIRECT,
                    ticker,
                    "The board on " + port,
                    ticker.in(PATIENCE));
            identity = board.identity(ticker.in(PATIENCE));
            print.println(PlainText.line("board " + identity.name() + ", firmware " + identity.firmware() + ", model "
                    + identity.model() + ", "
                    + (identity.mode() == TinyMode.ENERGY ? "moves a pin" : "prints microseconds")));
            check(identity);
            var plan = new TinyPlan(accuracy, inputs, least, PATIENCE);
            try (TinyLogWriter log = TinyLogWriter.begin(out, accuracy, ticker)) {
                new TinyRunner(board, plan, ticker, line -> {
                            print.println(line);
                            print.flush();
                        })
                        .run(log);
            }
        }
        if (mode == Mode.ENERGY && !TinyTrace.isIn(out)) {
            print.println("Put the meter's %s and %s into %s, then use `roadrig tiny read %s`."
                    .formatted(TinyTrace.ENERGY, TinyTrace.EDGES, out, out));
            return 0;
        }
        return TinyReading.of(out, accuracy ? labels : null).print(print, false);
    }

    private Duration least() {
        String timed = BARE.matcher(window).matches() ? window + "s" : window;
        Duration least;
        try {
            least = Quantity.parse(timed, Dimension.TIME).duration();
        } catch (BadInput e) {
            throw new BadInput("--window: " + e.getMessage(), e);
        }
        if (least.compareTo(SHORTEST) < 0 || least.compareTo(LONGEST) > 0) {
            throw new BadInput("--window is 1ms to 3600s, not " + window + ".");
        }
        return least;
    }

    private void check(TinyIdentity identity) {
        String wanted = model;
        if (wanted != null && !wanted.equals(identity.model())) {
            throw new BadInput(
                    "The board on %s holds the model %s, and --model says %s. Flash it, or take another port."
                            .formatted(port, Wording.quote(identity.model()), Wording.quote(wanted)));
        }
        if (mode != Mode.ACCURACY && (mode == Mode.ENERGY) != (identity.mode() == TinyMode.ENERGY)) {
            throw new BadInput("The firmware of the board on %s %s. Flash the other build, or write --mode %s."
                    .formatted(
                            port,
                            identity.mode() == TinyMode.ENERGY
                                    ? "is built for energy: it prints no time stamps"
                                    : "is built for performance: it prints time stamps, and moves no pin",
                            mode == Mode.ENERGY ? "performance" : "energy"));
        }
    }
}
