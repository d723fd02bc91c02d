package dev.roadrig.harness.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code roadrig board}: boards that are made rather than bought. */
@Command(
        name = "board",
        description = "Makes boards that need no hardware.",
        mixinStandardHelpOptions = true,
        subcommands = {BoardBuildCommand.class, BoardFirmwareCommand.class})
final class BoardCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Say what to do with a board: build-qemu or firmware.");
    }
}
