package dev.roadrig.harness.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code roadrig tool}: what vendors' benchmark tools, compilers and boards' own tools print. */
@Command(
        name = "tool",
        description = "Reads what benchmark tools, compilers and boards' own tools print, and runs them on boards.",
        mixinStandardHelpOptions = true,
        subcommands = {ToolReadCommand.class, ToolRunCommand.class, ToolCompareCommand.class})
final class ToolCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Say what to do with a tool: read, run or compare.");
    }
}
