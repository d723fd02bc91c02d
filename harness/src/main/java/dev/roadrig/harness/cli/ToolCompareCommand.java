package dev.roadrig.harness.cli;

import dev.roadrig.wires.tool.Comparison;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code roadrig tool compare}: two texts of one meaning, side by side. */
@Command(
        name = "compare",
        description = {
            "Puts the figures of two texts side by side, where tool and meaning are the same.",
            "Exits 0, or 2 when they are not, with what each measured."
        },
        mixinStandardHelpOptions = true)
final class ToolCompareCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "A", description = "a tool's whole output")
    private Path first = Path.of("a.txt");

    @Parameters(index = "1", paramLabel = "B", description = "another one's")
    private Path second = Path.of("b.txt");

    @Override
    public Integer call() {
        Comparison both =
                Comparison.of(ToolFile.read(first, Optional.empty()), ToolFile.read(second, Optional.empty()));
        PrintWriter out = spec.commandLine().getOut();
        out.println("A: " + ToolText.shown(both.first().label()));
        out.println("B: " + ToolText.shown(both.second().label()));
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("figure", "A", "B", "unit", "B / A"));
        for (Comparison.Line line : both.lines()) {
            rows.add(List.of(
                    line.name(),
                    ToolText.number(line.first()),
                    ToolText.number(line.second()),
                    line.unit(),
                    line.ratio().map(r -> String.format(Locale.ROOT, "%.3f", r)).orElse("-")));
        }
        Columns.of(rows).forEach(out::println);
        both.differences().forEach(line -> out.println("differs   " + ToolText.shown(line)));
        both.notKnown().forEach(line -> out.println("not known " + ToolText.shown(line)));
        return 0;
    }
}
