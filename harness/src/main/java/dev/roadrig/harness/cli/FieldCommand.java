package dev.roadrig.harness.cli;

import dev.roadrig.scenarios.drive.field.FieldImport;
import dev.roadrig.scenarios.drive.video.FfmpegDecoder;
import dev.roadrig.scenarios.fault.RigFault;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code roadrig field}: what comes back from the field. */
@Command(
        name = "field",
        description = "Reads what a support ticket from the field holds.",
        mixinStandardHelpOptions = true,
        subcommands = FieldCommand.Import.class)
final class FieldCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Say what to do with a ticket: import.");
    }

    /** {@code roadrig field import}: a bundle of logs as one recording on one clock. */
    @Command(
            name = "import",
            description = {
                "Reads a bundle, a folder or a ZIP archive: video, CAN log, positions, modem log, kernel and application log,"
                        + " and field.yaml. What a file is, is known by its content.",
                "Brings the parts' clocks to UTC by what they saw together, tells with which residual and what is missing,"
                        + " and writes one .mcap. A clock that cannot be determined is kept and marked unaligned."
            },
            mixinStandardHelpOptions = true)
    static final class Import implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before the call
        private CommandSpec spec;

        @Parameters(paramLabel = "DIR|ZIP", description = "the bundle; it is only read")
        private Path source = Path.of("ticket");

        @Option(
                names = {"-o", "--out"},
                paramLabel = "FILE.mcap",
                required = true,
                description = "the recording to make; never written over")
        private Path target = Path.of("ticket.mcap");

        @Option(names = "--json", description = "prints what was made as JSON")
        private boolean json;

        @Override
        public Integer call() throws RigFault {
            FieldImport made = FieldImport.of(source, target, FfmpegDecoder.onPath(System.getenv("PATH")));
            spec.commandLine().getOut().println(json ? FieldJson.of(target, made) : FieldText.of(target, made));
            return 0;
        }
    }
}
