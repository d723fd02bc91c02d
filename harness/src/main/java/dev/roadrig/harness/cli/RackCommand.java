package dev.roadrig.harness.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code roadrig rack}: boards and their wires. */
@Command(
        name = "rack",
        description = "Racks: which boards there are, how each is reached, its power and its firmware.",
        mixinStandardHelpOptions = true,
        subcommands = {
            RackListCommand.class,
            RackCheckCommand.class,
            RackPowerCommand.class,
            RackFlashCommand.class,
            RackPutCommand.class,
            RackGetCommand.class
        })
final class RackCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(), "Say what to do with a rack: list, check, power, flash, put or get.");
    }
}
