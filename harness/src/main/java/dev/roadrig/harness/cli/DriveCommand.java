package dev.roadrig.harness.cli;

import dev.roadrig.scenarios.drive.Drive;
import dev.roadrig.scenarios.drive.DriveReader;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code roadrig drive}: recorded drives. */
@Command(
        name = "drive",
        description = "Looks at recorded drives.",
        mixinStandardHelpOptions = true,
        subcommands = DriveCommand.Contents.class)
final class DriveCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Say what to do with a drive: info.");
    }

    /** {@code roadrig drive info}: what a drive holds. */
    @Command(
            name = "info",
            description = "Says what a drive holds: its hash, duration, frames, labelled objects, tracks, distance,"
                    + " and how many frames there are by each attribute that requirements can be judged for-each.",
            mixinStandardHelpOptions = true)
    static final class Contents implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before the call
        private CommandSpec spec;

        @Parameters(paramLabel = "DRIVE", description = "a folder with frames.csv or labels.csv, or an .mcap")
        private Path drive = Path.of("drive");

        @Option(names = "--json", description = "prints it as JSON")
        private boolean json;

        @Override
        public Integer call() {
            try (Drive opened = DriveReader.open(drive)) {
                DriveSummary summary = DriveSummary.of(opened);
                spec.commandLine().getOut().println(json ? summary.json().strip() : summary.text());
            }
            return 0;
        }
    }
}
