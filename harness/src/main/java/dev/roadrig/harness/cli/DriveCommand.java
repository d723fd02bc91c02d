package dev.roadrig.harness.cli;

import dev.roadrig.reports.text.JsonWriter;
import dev.roadrig.scenarios.drive.Drive;
import dev.roadrig.scenarios.drive.DriveReader;
import dev.roadrig.scenarios.drive.DriveRecovery;
import dev.roadrig.scenarios.drive.Recording;
import dev.roadrig.scenarios.drive.formats.DriveImport;
import dev.roadrig.scenarios.drive.video.FfmpegDecoder;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.RigFault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code roadrig drive}: recorded drives. */
@Command(
        name = "drive",
        description =
                "Imports recorded drives, says what they hold, plays them, cuts pieces out, and recovers damaged ones.",
        mixinStandardHelpOptions = true,
        subcommands = {
            DriveCommand.Import.class,
            DriveCommand.Contents.class,
            DrivePlayCommand.class,
            DriveCutCommand.class,
            DriveCommand.Recover.class
        })
final class DriveCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(), "Say what to do with a drive: import, info, play, cut or recover.");
    }

    /** {@code roadrig drive import}: another form of recording as a drive in one file. */
    @Command(
            name = "import",
            description = {
                "Makes a drive in one .mcap file, which Foxglove and Lichtblick open too, and tells what it holds, in"
                        + " which units, on what clock, and what was dropped.",
                "What it is, is known by its content; --as insists. A recording without pictures, such as a CAN log, becomes an"
                        + " .mcap too."
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

        @Option(
                names = "--as",
                paramLabel = "FORM",
                description = "insists that the recording is of this form, such as candump")
        private @Nullable String as;

        @Option(names = "--json", description = "prints what was made as JSON")
        private boolean json;

        @Override
        public Integer call() throws RigFault {
            DriveImport made = DriveImport.of(
                    source, target, Optional.ofNullable(as), FfmpegDecoder.onPath(System.getenv("PATH")));
            spec.commandLine()
                    .getOut()
                    .println(json ? ImportText.json(target, made).strip() : ImportText.of(target, made));
            return 0;
        }
    }

    /** {@code roadrig drive info}: what a drive holds. */
    @Command(
            name = "info",
            description = {
                "Says what a drive holds: its hash, duration, frames, labelled objects, tracks, distance, and how many"
                        + " frames there are by each attribute that requirements can be judged for-each.",
                "Of any .mcap also each channel: messages, rate, gaps (over one and a half of the median interval, and by"
                        + " 20 ms), jumps back, repeated stamps, bytes; and where the file is damaged, then exit 2."
            },
            mixinStandardHelpOptions = true)
    static final class Contents implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before the call
        private CommandSpec spec;

        @Parameters(paramLabel = "DRIVE", description = "a folder with frames.csv or labels.csv, or any .mcap")
        private Path drive = Path.of("drive");

        @Option(names = "--json", description = "prints it as JSON")
        private boolean json;

        @Override
        public Integer call() {
            boolean inOneFile = DriveReader.isMcap(drive) && Files.exists(drive);
            Optional<Recording> recording = inOneFile ? Optional.of(Recording.of(drive)) : Optional.empty();
            Optional<String> damage = recording.flatMap(Recording::damage);
            boolean frames = recording.isEmpty() || (recording.get().hasFrames() && damage.isEmpty());
            Optional<DriveSummary> summary = frames ? Optional.of(summary()) : Optional.empty();
            spec.commandLine().getOut().println(json ? json(summary, recording) : text(summary, recording));
            if (damage.isPresent()) {
                throw new BadInput(drive + " is cut or damaged: " + damage.get()
                        + RecordingText.remedy(drive, recording.orElseThrow()));
            }
            return 0;
        }

        private DriveSummary summary() {
            try (Drive opened = DriveReader.open(drive)) {
                return DriveSummary.of(opened);
            }
        }

        private static String text(Optional<DriveSummary> summary, Optional<Recording> recording) {
            List<List<String>> rows = new ArrayList<>();
            summary.ifPresent(frames -> rows.addAll(frames.rows()));
            recording.ifPresent(all -> {
                if (summary.isEmpty()) {
                    rows.addAll(RecordingText.head(all));
                }
                rows.addAll(RecordingText.rows(all));
            });
            return String.join("\n", Columns.of(rows));
        }

        private static String json(Optional<DriveSummary> summary, Optional<Recording> recording) {
            var json = new JsonWriter().beginObject();
            summary.ifPresent(frames -> frames.json(json));
            recording.ifPresent(all -> {
                if (summary.isEmpty()) {
                    json.name("name").value(all.name());
                    json.name("sha256").value(all.sha256());
                    json.name("frames").value(0);
                }
                RecordingText.json(all, json);
            });
            return json.endObject().text().strip();
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
