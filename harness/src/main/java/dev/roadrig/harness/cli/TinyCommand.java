package dev.roadrig.harness.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code roadrig tiny}: microcontroller boards that speak MLPerf Tiny's serial protocol. */
@Command(
        name = "tiny",
        description = "Microcontroller boards that speak MLPerf Tiny's serial protocol.",
        mixinStandardHelpOptions = true,
        subcommands = {TinyReadCommand.class, TinyRunCommand.class, TinyBoardCommand.class})
final class TinyCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Say what to do with a board: read, run, board.");
    }
}
