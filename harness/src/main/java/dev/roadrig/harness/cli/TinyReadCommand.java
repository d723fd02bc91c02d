package dev.roadrig.harness.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code roadrig tiny read}: the figures that follow from a session. */
@Command(
        name = "read",
        description = {
            "Computes throughput, energy, top-1 and AUC from the log and the meter's trace of a session of MLPerf Tiny's"
                    + " runner, or of `tiny run`.",
            "Where the folder has a results.txt of the official runner, each figure of it is compared.",
            "Exits 0; 1 when a figure is not the official one; 4 when a figure does not follow from what is there."
        },
        mixinStandardHelpOptions = true)
final class TinyReadCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FOLDER",
            description = "log.txt, and where it measured energy trace1-energy.bin and trace1-timestamps.json")
    private Path folder = Path.of("session");

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "the true classes for a session for accuracy, rows of file,classes,class")
    private @Nullable Path labels;

    @Option(names = "--json", description = "prints the figures as JSON")
    private boolean json;

    @Override
    public Integer call() {
        return TinyReading.of(folder, labels).print(spec.commandLine().getOut(), json);
    }
}
