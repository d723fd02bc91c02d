package dev.roadrig.harness.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code roadrig rack}: boards and their wires. */
@Command(
        name = "rack",
        description = "Looks at racks: which boards there are and how each is reached.",
        mixinStandardHelpOptions = true,
        subcommands = {RackListCommand.class, RackCheckCommand.class, RackPutCommand.class, RackGetCommand.class})
final class RackCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Say what to do with a rack: list, check, put or get.");
    }
}
