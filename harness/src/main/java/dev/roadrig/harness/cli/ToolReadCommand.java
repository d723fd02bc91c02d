package dev.roadrig.harness.cli;

import dev.roadrig.wires.tool.Tool;
import dev.roadrig.wires.tool.ToolResult;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code roadrig tool read}: a kept text, as figures. */
@Command(
        name = "read",
        description = {
            "Reads what a tool printed: which tool is known by the content, and figures say what they mean.",
            "Exits 0, 1 when the tool itself says that it failed, 2 when the text is not known or is cut."
        },
        mixinStandardHelpOptions = true)
final class ToolReadCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "the tool's whole output")
    private Path file = Path.of("output.txt");

    @Option(names = "--as", paramLabel = "TOOL", description = "the tool that wrote it, instead of knowing it")
    private @Nullable String as;

    @Option(names = "--json", description = "prints the result as JSON, with the raw text")
    private boolean json;

    @Override
    public Integer call() {
        ToolResult result = ToolFile.read(file, Optional.ofNullable(as).map(Tool::named));
        spec.commandLine().getOut().println(json ? ToolJson.of(result) : ToolText.of(result));
        return result.failed() ? 1 : 0;
    }
}
