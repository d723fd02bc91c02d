package dev.roadrig.harness.cli;

import dev.roadrig.reports.text.JsonWriter;
import dev.roadrig.reports.text.PlainText;
import dev.roadrig.scenarios.drive.CutWindow;
import dev.roadrig.scenarios.drive.DriveCut;
import dev.roadrig.scenarios.fault.RigFault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code roadrig drive cut}: a piece of a recording. */
@Command(
        name = "cut",
        description = {
            "Makes a recording of a piece of one: a window of time (5s, 2min) or of the route (300m, 1.2km), and some topics"
                    + " of it or all.",
            "Frames are counted from 0 again, and the state of the link that held is repeated where the piece begins."
        },
        mixinStandardHelpOptions = true)
final class DriveCutCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Parameters(paramLabel = "DRIVE.mcap", description = "what to cut; import a folder first")
    private Path source = Path.of("drive.mcap");

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE.mcap",
            required = true,
            description = "the recording to make; never written over")
    private Path target = Path.of("piece.mcap");

    @Option(names = "--from", paramLabel = "TIME|LENGTH", description = "where it begins; without it at the start")
    private @Nullable String from;

    @Option(
            names = "--to",
            paramLabel = "TIME|LENGTH",
            description = "where it ends, itself not in it; without it at the end")
    private @Nullable String until;

    @Option(names = "--topics", split = ",", paramLabel = "TOPIC", description = "which topics; without it all")
    private List<String> topics = List.of();

    @Option(names = "--json", description = "prints what was made as JSON")
    private boolean json;

    @Override
    public Integer call() throws RigFault {
        var window = CutWindow.of(Optional.ofNullable(from), Optional.ofNullable(until));
        DriveCut cut = DriveCut.of(source, target, window, Set.copyOf(topics));
        spec.commandLine().getOut().println(json ? json(cut) : text(cut));
        return 0;
    }

    private static String text(DriveCut cut) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("recording", PlainText.line(cut.made().name())));
        rows.add(List.of("sha256", cut.made().sha256()));
        rows.add(List.of(
                "frames", cut.made().hasFrames() ? String.valueOf(cut.made().frames()) : "none"));
        rows.addAll(RecordingText.rows(cut.made()));
        cut.notes().forEach(what -> rows.add(List.of("note", PlainText.line(what))));
        cut.dropped().forEach(what -> rows.add(List.of("dropped", PlainText.line(what))));
        return String.join("\n", Columns.of(rows));
    }

    private static String json(DriveCut cut) {
        var json = new JsonWriter().beginObject();
        json.name("name").value(cut.made().name());
        json.name("sha256").value(cut.made().sha256());
        json.name("frames").value(cut.made().frames());
        RecordingText.json(cut.made(), json);
        json.name("notes").beginArray();
        cut.notes().forEach(json::value);
        json.endArray().name("dropped").beginArray();
        cut.dropped().forEach(json::value);
        return json.endArray().endObject().text().strip();
    }
}
