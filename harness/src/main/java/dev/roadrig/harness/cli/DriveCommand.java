package dev.roadrig.harness.cli;

import dev.roadrig.scenarios.drive.Drive;
import dev.roadrig.scenarios.drive.DriveImport;
import dev.roadrig.scenarios.drive.DriveReader;
import dev.roadrig.scenarios.drive.DriveRecovery;
import dev.roadrig.scenarios.fault.RigFault;
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
        description = "Imports recorded drives, says what they hold, and recovers damaged ones.",
        mixinStandardHelpOptions = true,
        subcommands = {DriveCommand.Import.class, DriveCommand.Contents.class, DriveCommand.Recover.class})
final class DriveCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Say what to do with a drive: import, info or recover.");
    }

    /** {@code roadrig drive import}: another form of recording as a drive in one file. */
    @Command(
            name = "import",
            description = {
                "Makes a drive in one .mcap file, which Foxglove and Lichtblick open too, and tells what it holds, in"
                        + " which units, on what clock, and what was dropped.",
                "Imports folders with frames.csv (or labels.csv and pictures), with track.csv and cellular.csv beside it."
            },
            mixinStandardHelpOptions = true)
    static final class Import implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before the call
        private CommandSpec spec;

        @Parameters(paramLabel = "RECORDING", description = "what to import")
        private Path source = Path.of("drive");

        @Option(
                names = {"-o", "--out"},
                paramLabel = "FILE.mcap",
                required = true,
                description = "the drive to make; never written over")
        private Path target = Path.of("drive.mcap");

        @Option(names = "--json", description = "prints what was made as JSON")
        private boolean json;

        @Override
        public Integer call() throws RigFault {
            DriveImport made = DriveImport.of(source, target);
            spec.commandLine()
                    .getOut()
                    .println(json ? ImportText.json(target, made).strip() : ImportText.of(target, made));
            return 0;
        }
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

    /** {@code roadrig drive recover}: a sound file of what a damaged one still holds. */
    @Command(
            name = "recover",
            description = "Makes a sound .mcap file of what can be read of a cut or damaged one (a drive, a run record"
                    + " or any other), and says what is missing.",
            mixinStandardHelpOptions = true)
    static final class Recover implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before the call
        private CommandSpec spec;

        @Parameters(paramLabel = "FILE", description = "a damaged .mcap; it is only read")
        private Path damaged = Path.of("damaged.mcap");

        @Option(
                names = {"-o", "--out"},
                paramLabel = "FILE.mcap",
                required = true,
                description = "the file to make; never written over")
        private Path target = Path.of("recovered.mcap");

        @Option(names = "--json", description = "prints what was kept and what is missing as JSON")
        private boolean json;

        @Override
        public Integer call() throws RigFault {
            DriveRecovery recovery = DriveRecovery.of(damaged, target);
            spec.commandLine()
                    .getOut()
                    .println(
                            json
                                    ? RecoveryText.json(damaged, target, recovery)
                                            .strip()
                                    : RecoveryText.of(damaged, target, recovery));
            return 0;
        }
    }
}
