package dev.roadrig.scenarios.scenario;

import dev.roadrig.scenarios.model.ModelCardFile;
import dev.roadrig.scenarios.scenario.Scenario.Feed;
import dev.roadrig.scenarios.scenario.Scenario.Join;
import dev.roadrig.scenarios.scenario.Scenario.Window;
import dev.roadrig.scenarios.spec.SpecFile;
import dev.roadrig.scenarios.yaml.YamlFile;
import dev.roadrig.scenarios.yaml.YamlMap;
import dev.roadrig.scenarios.yaml.YamlScalar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * Reads a scenario, with the model card, the spec and the link trace that it names. Paths are relative to the scenario's
 * own file.
 *
 * <pre>{@code
 * scenario: tunnel-with-cloud-fallback
 * drive: drive                                                # a folder or an .mcap
 * window: {from: 2s, to: 18s}                                 # optional; the whole drive
 * model: models/signs-int8.yaml
 * placement: {cloud: {deadline: 80ms, otherwise: edge}}       # see PlacementReader
 * network: {trace: drive/cellular.csv}                        # optional, see NetworkReader
 * faults: [{fault: agent-kill, at: 5s}]                       # optional, see FaultTable
 * feed: pushed                                                # pushed (default) | preloaded
 * join: frame-id                                              # frame-id (default) | timestamp | only-one-in-flight
 * spec: specs/dashcam.yaml
 * repeat: 3                                                   # default 1
 * seed: 20261124                                              # default 1
 * reproduces: {requirement: LAT-1}                            # optional, see SymptomReader
 * }</pre>
 */
public final class ScenarioFile {
    private static final int MOST_REPETITIONS = 10_000;

    private ScenarioFile() {}

    public static Scenario read(Path path) {
        return read(path, Map.of());
    }

    /**
     * @param overrides YAML values by dotted key, as {@code -e} gives them; see {@link YamlFile#read(Path, Map)}
     */
    public static Scenario read(Path path, Map<String, String> overrides) {
        return read(YamlFile.read(path, overrides));
    }

    /**
     * Reads a scenario that is kept elsewhere, such as in a run record.
     *
     * @param path where its file was: names in it are relative to that
     */
    public static Scenario read(Path path, String text, Map<String, String> overrides) {
        return read(YamlFile.of(path, text, overrides));
    }

    private static Scenario read(YamlFile yaml) {
        YamlMap top = yaml.top()
                .only(
                        "scenario",
                        "drive",
                        "window",
                        "model",
                        "placement",
                        "network",
                        "faults",
                        "feed",
                        "join",
                        "spec",
                        "repeat",
                        "seed",
                        "reproduces");
        Path drive = drive(top.scalar("drive"));
        return new Scenario(
                top.scalar("scenario").title(),
                yaml.path().toAbsolutePath(),
                drive,
                top.optionalMap("window").map(ScenarioFile::window).orElse(Window.WHOLE),
                ModelCardFile.read(top.scalar("model").file()),
                PlacementReader.read(top.node("placement")),
                top.optionalMap("network")
                        .map(n ->
                                NetworkReader.read(n, () -> top.scalar("drive").inPlace(() -> DriveTime.of(drive))))
                        .orElse(null),
                FaultTable.read(top.optionalList("faults")),
                top.optionalScalar("feed")
                        .map(s -> s.word(Feed.values(), Feed::word))
                        .orElse(Feed.PUSHED),
                top.optionalScalar("join")
                        .map(s -> s.word(Join.values(), Join::word))
                        .orElse(Join.FRAME_ID),
                SpecFile.read(top.scalar("spec").file()),
                top.optionalScalar("repeat")
                        .map(s -> Math.toIntExact(s.whole(1, MOST_REPETITIONS)))
                        .orElse(1),
                top.optionalScalar("seed").map(s -> s.whole(0, Long.MAX_VALUE)).orElse(1L),
                top.optional("reproduces").map(SymptomReader::read).orElse(null),
                yaml.text());
    }

    private static Path drive(YamlScalar scalar) {
        Path drive = scalar.path();
        boolean mcap = Files.isRegularFile(drive)
                && drive.toString().toLowerCase(Locale.ROOT).endsWith(".mcap");
        if (!mcap && !Files.isDirectory(drive)) {
            throw scalar.bad("'" + scalar.text() + "' is neither a folder nor an .mcap file");
        }
        return drive;
    }

    private static Window window(YamlMap map) {
        map.only("from", "to");
        Duration from =
                map.optionalScalar("from").map(s -> s.duration(Duration.ZERO)).orElse(Duration.ZERO);
        Duration to =
                map.optionalScalar("to").map(s -> s.duration(Duration.ZERO)).orElse(Window.WHOLE.to());
        if (to.compareTo(from) <= 0) {
            throw map.bad("the window ends before it begins");
        }
        return new Window(from, to);
    }
}
