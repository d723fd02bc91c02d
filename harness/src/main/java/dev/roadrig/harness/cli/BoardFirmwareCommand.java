package dev.roadrig.harness.cli;

import dev.roadrig.boards.firmware.Firmware;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.FileTrouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code roadrig board firmware}: an image for a board of ours. */
@Command(
        name = "firmware",
        description = {
            "Makes a firmware image for an emulated board or one under QEMU, to try flashing without hardware.",
            "An emulated board keeps the payload as /etc/dashcam.conf, and a line `boots = no` has it panic; a board under QEMU"
                    + " runs it as a shell script in its start, and does not go on where that fails."
        })
final class BoardFirmwareCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FILE", description = "where the image goes")
    private Path out = Path.of("");

    @Option(
            names = {"--states", "--version"},
            paramLabel = "VERSION",
            required = true,
            description =
                    "the version that the board states with it; here --version is the firmware's and not Roadrig's")
    private String states = "";

    @Option(names = "--payload", paramLabel = "FILE", description = "a text (default: none)")
    private @Nullable Path payload;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    @SuppressWarnings("UnusedVariable") // picocli asks it
    private boolean help;

    @Override
    public Integer call() {
        byte[] image = new Firmware(states, payload == null ? "" : text(payload)).image();
        try {
            Files.write(out, image);
        } catch (IOException e) {
            throw new BadInput(
                    "The image " + out + " cannot be made: " + FileTrouble.why(e)
                            + ". Name a file in a folder that is there.",
                    e);
        }
        spec.commandLine().getOut().println(out + ": " + states + ", " + image.length + " bytes");
        return 0;
    }

    private static String text(Path payload) {
        try {
            return Files.readString(payload);
        } catch (IOException e) {
            throw FileTrouble.unread("The payload", payload, e);
        }
    }
}
