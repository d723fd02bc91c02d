package dev.roadrig.harness.cli;

import dev.roadrig.boards.tiny.EmulatedTiny;
import dev.roadrig.boards.tiny.TinyFault;
import dev.roadrig.boards.tiny.TinySpec;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.scenarios.tiny.TinyMode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code roadrig tiny board}: an emulated board to try a runner on. */
@Command(
        name = "board",
        description = {
            "Serves an emulated board on a pseudo terminal until it is ended: the answers are a real network's, the times"
                    + " are this host's and no microcontroller's.",
            "With a fault it misbehaves as real boards do."
        },
        mixinStandardHelpOptions = true)
final class TinyBoardCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Option(names = "--model", required = true, paramLabel = "FILE.tflite", description = "the network that it holds")
    private Path model = Path.of("model.tflite");

    @Option(
            names = "--id",
            paramLabel = "ID",
            description = "the model's id as the board says it (default: ${DEFAULT-VALUE})")
    private String id = "emulated";

    @Option(
            names = "--plain",
            description = "an int8 network gets the bytes as they are, and not less 128 as one for pictures")
    private boolean plain;

    @Option(names = "--energy", description = "prints no time stamps, as a board that moves a pin")
    private boolean energy;

    @Option(names = "--interface", description = "an interface board is before it")
    private boolean through;

    @Option(
            names = "--fault",
            paramLabel = "FAULT",
            description = "at the second inference: ${COMPLETION-CANDIDATES} (default: none)")
    private TinyFault.Kind fault = TinyFault.Kind.NONE;

    @Option(
            names = "--delay",
            paramLabel = "MILLIS",
            description = "of faults that are late (default: ${DEFAULT-VALUE})")
    private int delay = 500;

    @Option(names = "--seed", paramLabel = "N", description = "of its noise (default: ${DEFAULT-VALUE})")
    private long seed = 1;

    @Override
    public Integer call() throws RigFault {
        TinySpec board = TinySpec.of(model, id)
                .with(TinyFault.at("infer", 2, fault).after(Duration.ofMillis(Math.max(0, delay))));
        board = plain ? board.plainBytes() : board;
        board = energy ? board.in(TinyMode.ENERGY) : board;
        board = through ? board.throughInterface() : board;
        PrintWriter out = spec.commandLine().getOut();
        try (Ticker ticker = new RealTicker("tiny");
                EmulatedTiny emulated = new EmulatedTiny("tiny-board", board, seed, ticker)) {
            UntilEnded.serve(
                    () -> {
                        out.println("board  " + emulated.path() + ", model " + id + "; ends with Ctrl-C");
                        out.flush();
                    },
                    emulated::close);
            return 0;
        } catch (IOException e) {
            throw new RigFault("pty.none", String.valueOf(e.getMessage()));
        }
    }
}
