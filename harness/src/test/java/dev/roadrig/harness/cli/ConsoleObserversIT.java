package dev.roadrig.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.harness.home.Home;
import dev.roadrig.harness.rack.RackBoard;
import dev.roadrig.harness.run.Progress;
import dev.roadrig.harness.run.Repetitions;
import dev.roadrig.reports.accuracy.FrameDifferences;
import dev.roadrig.reports.join.FrameRow;
import dev.roadrig.reports.join.FrameRow.State;
import dev.roadrig.reports.join.RunTable;
import dev.roadrig.reports.join.RunTables;
import dev.roadrig.scenarios.observe.Observers;
import dev.roadrig.scenarios.observe.ObserversFile;
import dev.roadrig.scenarios.record.RunRecord;
import dev.roadrig.scenarios.scenario.Scenario;
import dev.roadrig.scenarios.scenario.ScenarioFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A board whose firmware prints what it infers, between kernel lines, on a console of 115200 baud. Frames reach it through
 * the agent; what it answered is what its own lines say.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class ConsoleObserversIT {
    private static final int FRAMES = 20;
    /** Its class takes one name, and frames with several signs have several. */
    private static final String WRONG =
            "infer frame=(?<frame>\\d+) class=(?<label>\\w+) score=(?<score>[\\d.]+) t=(?<t>[\\d.]+)ms";

    private static final String OBSERVERS = """
            observe:
              console:
                - pattern: '%s'
                  result: {frame: frame, label: class, score: score, t: {as: inference, unit: ms}}
                - pattern: 'CPU temp (?<cpu>[\\d.]+)C'
                  measure: {cpu: {as: temperature, unit: C}}
            """;

    private static final String SPEC = """
            spec: product
            requirements:
              - {id: INF-1, metric: latency.inference, statistic: max, at-most: 1s}
              - {id: ACC-1, metric: accuracy.top-1, at-least: 0.5}
              - {id: HEAT-1, metric: temperature, of: cpu, statistic: max, at-most: 85 C}
              - {id: LOSS-1, metric: results.lost, statistic: count, at-most: 0}
            """;

    private Path mended;
    private Path spec;
    private Path record;

    @BeforeAll
    void run_it_with_a_wrong_pattern(@TempDir Path folder) throws Exception {
        spec = Files.writeString(folder.resolve("spec.yaml"), SPEC);
        mended = Files.writeString(
                folder.resolve("observers.yaml"), OBSERVERS.formatted(WRONG.replace("\\w+", "[\\w,-]+")));
        RackBoard board = new EmulatedBoards()
                .with("product", "--boot-ms", "\"500\"", "--product-log")
                .observing(OBSERVERS.formatted(WRONG))
                .rack(folder)
                .board("product");
        Scenario scenario = ScenarioFile.read(
                Home.find().demo().resolve("tunnel.scenario.yaml"),
                Map.of("window", "{from: 0s, to: 2s}", "placement", "edge", "feed", "preloaded"));
        record = new Repetitions(EmulatedBoards.agent(folder), folder.resolve("runs"))
                .run(scenario, board, Progress.SILENT)
                .get(0)
                .folder()
                .record();
    }

    private RunTable joined(Optional<Observers> observers) {
        try (RunRecord run = RunRecord.open(record)) {
            return RunTables.join(run, observers);
        }
    }

    @Test
    void the_record_keeps_the_observers_and_the_wire_as_they_stood() {
        try (RunRecord run = RunRecord.open(record)) {
            assertThat(run.start().getObserversYaml()).isEqualTo(kept());
            assertThat(run.start().getConsoleWire().getBaud()).isEqualTo(115_200);
            assertThat(run.start().getConsoleWire().getBehind()).isEmpty();
        }
    }

    private static String kept() {
        return ObserversFile.parse("the rack", OBSERVERS.formatted(WRONG)).text();
    }

    @Test
    void a_wrong_pattern_leaves_it_open_and_a_mended_one_judges_the_same_record_again() {
        CommandLineRun wrong = CommandLineRun.of("judge", record.toString(), "--spec", spec.toString());
        CommandLineRun right = CommandLineRun.of(
                "judge", record.toString(), "--spec", spec.toString(), "--observers", mended.toString());
        assertThat(wrong.code()).as(wrong.err()).isEqualTo(4);
        assertThat(wrong.out())
                .containsPattern("INCONCLUSIVE +LOSS-1")
                .containsPattern("INCONCLUSIVE +ACC-1")
                .contains("cut short or of another form, such as");
        assertThat(right.code()).as(right.out()).isZero();
        assertThat(right.out()).containsPattern("PASS +LOSS-1").contains(FRAMES + " answers");
    }

    @Test
    void its_lines_say_what_its_agent_said_and_each_has_its_own_floor() {
        RunTable lines = joined(Optional.of(ObserversFile.read(mended)));
        RunTable agent = joined(Optional.of(Observers.NONE));

        assertThat(lines.frames()).hasSize(FRAMES).allMatch(f -> f.state() == State.ANSWERED);
        assertThat(lines.said().orElseThrow().setAside()).isEqualTo(FRAMES);
        assertThat(lines.said().orElseThrow().patterns().get(0).early()).isPositive();
        assertThat(FrameDifferences.between(lines, agent).differences()).isEmpty();
        for (int i = 0; i < FRAMES; i++) {
            FrameRow.Answer line = lines.frames().get(i).answer().orElseThrow();
            FrameRow.Answer inTime = agent.frames().get(i).answer().orElseThrow();
            long inferred = inTime.stages().getOrDefault(FrameRow.Stage.INFERENCE, 0L);
            assertThat(line.stages().getOrDefault(FrameRow.Stage.INFERENCE, 0L))
                    .isCloseTo(inferred, org.assertj.core.data.Offset.offset(1_000_000L));
            assertThat(line.heldNanos())
                    .as("the wire's share at least, and the reader's as this host's load had it")
                    .isBetween(2_000_000L, 1_000_000_000L);
        }
    }
}
