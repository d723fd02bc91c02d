package dev.roadrig.harness.cli;

import dev.roadrig.harness.rack.Rack;
import dev.roadrig.harness.rack.RackBoard;
import dev.roadrig.reports.text.PlainText;
import dev.roadrig.scenarios.fault.Wording;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code roadrig rack list}: the boards of a rack file. */
@Command(
        name = "list",
        description = "Lists the boards of a rack and how each is reached. Opens nothing; shows no secret.",
        mixinStandardHelpOptions = true)
final class RackListCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "RACK", description = "the rack file (default: rack.yaml)")
    private List<String> words = List.of();

    @Mixin
    private final RackWords rack = new RackWords();

    @Override
    public Integer call() {
        if (!rack.rest(words).isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), Wording.quote(words.get(0)) + " is one word too many beside --rack.");
        }
        Rack read = MaskedRack.read(spec, rack.file(words));
        PrintWriter out = spec.commandLine().getOut();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("board", "console", "shell", "power", "meter", "tags"));
        read.boards().values().forEach(board -> rows.add(cells(board)));
        out.println("Rack " + PlainText.line(read.name()) + " (" + read.file() + "):");
        Columns.of(rows).forEach(line -> out.println("  " + line));
        read.incomplete()
                .forEach((name, missing) ->
                        out.println("  " + PlainText.line(name + " cannot be used: " + missing.getMessage())));
        return 0;
    }

    private static List<String> cells(RackBoard board) {
        String made = board.process()
                .map(process -> "from its process " + process.command().get(0))
                .orElse("");
        List<String> cells = List.of(
                board.name(),
                board.console().map(wire -> wire(made, wire.device())).orElse("-"),
                board.shell()
                        .map(wire -> wire(made, wire.user() + "@" + wire.host() + ":" + wire.port()))
                        .or(() -> board.adb().map(RackBoard.AdbWire::text))
                        .orElse("-"),
                board.power().map(wire -> wire(made, wire.text())).orElse("-"),
                meters(board),
                String.join(", ", board.tags()));
        return cells.stream().map(PlainText::line).toList();
    }

    private static String meters(RackBoard board) {
        String all = Stream.concat(
                        board
                                .meter()
                                .map(meter -> "agent, every " + meter.period().toMillis() + " ms")
                                .stream(),
                        board.meters().stream().map(meter -> meter.common().kind()))
                .collect(Collectors.joining("; "));
        return all.isEmpty() ? "-" : all;
    }

    /** A wire that a process announces is not known before the process runs. */
    private static String wire(String made, String text) {
        return made.isEmpty() ? text : made;
    }
}
