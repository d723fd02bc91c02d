package dev.roadrig.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.harness.evaluation.Evaluation;
import dev.roadrig.harness.home.Home;
import dev.roadrig.harness.rack.Rack;
import dev.roadrig.harness.rack.RackFile;
import dev.roadrig.harness.run.AgentJar;
import dev.roadrig.harness.run.Repetitions;
import dev.roadrig.harness.run.ScenarioRun;
import dev.roadrig.reports.verdict.Finding;
import dev.roadrig.reports.verdict.Judgement;
import dev.roadrig.reports.verdict.Verdict;
import dev.roadrig.scenarios.SharedFolder;
import dev.roadrig.scenarios.drive.formats.DriveImport;
import dev.roadrig.scenarios.scenario.Scenario;
import dev.roadrig.scenarios.scenario.ScenarioFile;
import dev.roadrig.scenarios.time.RealTicker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Real and rendered pictures through the whole chain: serial console, SSH, agent, record, judge, on emulated boards. Two
 * boards at once, each with two scenarios one after the other.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealPicturesIT {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final long PERIOD_NANOS = 60_000_000;
    private static final String SIGNS = "images/gtsrb-430";
    private static final String FOREIGN_MODEL = "models/gtsrb/nihal_traffic_sign_model.tflite";

    private final Home home = Home.find();
    private final Map<String, Judgement> judgements = new HashMap<>();

    private Path folder = Path.of("");

    @BeforeAll
    void play_everything(@TempDir Path scratch) throws Exception {
        folder = scratch;
        Rack rack = RackFile.read(writeRack());
        List<Scenario> left = new ArrayList<>();
        List<Scenario> right = new ArrayList<>();
        Path demo = folder.resolve("demo.mcap");
        DriveImport.of(home.demo().resolve("drive"), demo);
        Path models = home.demo().resolve("models");
        left.add(scenario("demo-tflite", demo, models.resolve("signs-int8-tflite.yaml")));
        if (SharedFolder.has(SIGNS)) {
            Path signs = writeSigns(SharedFolder.data(SIGNS));
            Path inOneFile = folder.resolve("signs.mcap");
            DriveImport.of(signs, inOneFile);
            left.add(scenario("signs-onnx", signs, models.resolve("signs-int8.yaml")));
            right.add(scenario("signs-tflite", inOneFile, models.resolve("signs-int8-tflite.yaml")));
            if (SharedFolder.has(FOREIGN_MODEL)) {
                right.add(scenario("signs-foreign", inOneFile, writeForeignCard(models)));
            }
        }
        play(Map.of("left", left, "right", right), rack);
    }

    private void play(Map<String, List<Scenario>> byBoard, Rack rack) throws Exception {
        var print = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        try (var ticker = new RealTicker("pictures-test")) {
            var session = new RunSession(
                    new Repetitions(AgentJar.at(home.agentJar()), folder.resolve("runs")), print, ticker);
            List<FutureTask<List<ScenarioRun.Outcome>>> runs = new ArrayList<>();
            byBoard.forEach((board, scenarios) -> {
                var run = new FutureTask<>(() -> session.run(
                        scenarios, List.of(Objects.requireNonNull(rack.boards().get(board)))));
                runs.add(run);
                new Thread(run, "pictures-" + board).start();
            });
            for (FutureTask<List<ScenarioRun.Outcome>> run : runs) {
                for (ScenarioRun.Outcome outcome : run.get(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                    Judgement judgement = new Evaluation(Optional.empty())
                            .judge(List.of(outcome.folder().record()))
                            .get(0);
                    judgements.put(judgement.runs().get(0).start().getScenario(), judgement);
                }
            }
        }
    }

    private Path writeRack() throws IOException {
        var text = new StringBuilder("rack: pictures\nboards:\n");
        for (String board : List.of("left", "right")) {
            text.append("  ").append(board).append("""
                    :
                        process: {command: [roadrig-emulated-board, --profile, dashcam, --seed, "7"]}
                        console: {serial: "${process:console}", baud: 115200, login: root, password: "${process:password}"}
                        shell: {ssh: {host: "${process:ssh-host}", port: "${process:ssh-port}", user: root, key: "${process:key-file}", host-key: "${process:host-key}"}}
                        power: {scpi: "${process:supply}"}
                        uplink: {host: 127.0.0.1}
                    """);
        }
        return Files.writeString(folder.resolve("rack.yaml"), text.toString());
    }

    private Scenario scenario(String name, Path drive, Path card) throws IOException {
        Files.writeString(folder.resolve("pictures.yaml"), """
                spec: pictures
                requirements:
                  - {id: ACC-1, metric: accuracy.top-1, at-least: 0.9}
                  - {id: LOSS-1, metric: results.lost, statistic: count, at-most: 0}
                """);
        Path file = Files.writeString(
                folder.resolve(name + ".scenario.yaml"),
                String.join(
                        "\n",
                        "scenario: " + name,
                        "drive: '" + drive + "'",
                        "model: '" + card + "'",
                        "placement: edge",
                        "spec: pictures.yaml"));
        return ScenarioFile.read(file);
    }

    /** The pictures on a clock that the emulated board can keep up with. */
    private Path writeSigns(Path source) throws IOException {
        Path drive = folder.resolve("signs");
        Files.createDirectories(drive.resolve("images"));
        var frames = new StringBuilder("frame,file,t_ns\n");
        var labels = new StringBuilder("frame,track_id,class_id,x1,y1,x2,y2\n");
        List<String> rows = Files.readAllLines(source.resolve("labels.csv"));
        for (int i = 0; i + 1 < rows.size(); i++) {
            String[] row = rows.get(i + 1).split(",", -1);
            Files.copy(source.resolve("images").resolve(row[0]), drive.resolve("images/" + row[0]));
            frames.append(String.join(",", String.valueOf(i), "images/" + row[0], String.valueOf(i * PERIOD_NANOS)))
                    .append('\n');
            labels.append(String.join(
                            ",", String.valueOf(i), String.valueOf(i), row[7], row[3], row[4], row[5], row[6]))
                    .append('\n');
        }
        Files.writeString(drive.resolve("frames.csv"), frames);
        Files.writeString(drive.resolve("labels.csv"), labels);
        return drive;
    }

    /** A model that sees the whole picture, with the classes in the order of their names as text. */
    private Path writeForeignCard(Path models) throws IOException {
        return Files.writeString(
                folder.resolve("foreign.yaml"),
                String.join(
                        "\n",
                        "model: foreign",
                        "file: '" + SharedFolder.data(FOREIGN_MODEL) + "'",
                        "input: {size: 30x30, type: float32, layout: nhwc, channels: rgb, scale: 1/255, offset: 0,"
                                + " resize: awt-bilinear, region: picture}",
                        "output: {labels: '" + models.resolve("labels-gtsrb.csv")
                                + "', classes: 43, order: lexicographic}"));
    }

    private Finding finding(String scenario, String id) {
        return Objects.requireNonNull(judgements.get(scenario), () -> "there is no record of " + scenario)
                .findings()
                .stream()
                .filter(f -> f.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private void assertRight(String scenario, int right, int labelled) {
        for (String id : List.of("rig.ok", "board.alive", "LOSS-1")) {
            Finding finding = finding(scenario, id);
            assertThat(finding.verdict())
                    .as("%s of %s: %s", id, scenario, finding.sentence())
                    .isEqualTo(Verdict.PASS);
        }
        assertThat(finding(scenario, "ACC-1"))
                .returns(Verdict.PASS, Finding::verdict)
                .returns(labelled, Finding::samples)
                .satisfies(f ->
                        assertThat(f.sentence()).startsWith(right + " of " + labelled + " labelled objects are right"));
    }

    @ParameterizedTest
    @CsvSource({"signs-onnx, 424", "signs-tflite, 424", "signs-foreign, 398"})
    void real_signs_are_read_on_the_board_as_they_are_at_the_desk(String scenario, int right) {
        SharedFolder.data(SIGNS);
        SharedFolder.data(FOREIGN_MODEL);
        assertRight(scenario, right, 430);
    }

    @Test
    void the_demo_drive_in_one_file_scores_531_of_540_with_the_other_format_of_the_model() {
        assertRight("demo-tflite", 531, 540);
    }
}
