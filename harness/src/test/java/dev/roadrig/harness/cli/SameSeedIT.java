package dev.roadrig.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.boards.link.PacketDice;
import dev.roadrig.harness.evaluation.Evaluation;
import dev.roadrig.harness.home.Home;
import dev.roadrig.harness.rack.Rack;
import dev.roadrig.harness.rack.RackBoard;
import dev.roadrig.harness.run.Progress;
import dev.roadrig.harness.run.Repetitions;
import dev.roadrig.reports.accuracy.FrameDifferences;
import dev.roadrig.reports.accuracy.FrameDifferences.Difference;
import dev.roadrig.reports.accuracy.FrameDifferences.Kind;
import dev.roadrig.reports.join.FrameRow;
import dev.roadrig.reports.join.FrameRow.State;
import dev.roadrig.reports.join.RunTable;
import dev.roadrig.scenarios.link.Direction;
import dev.roadrig.scenarios.link.Loss;
import dev.roadrig.scenarios.record.RunRecord;
import dev.roadrig.scenarios.record.v1.LinkLoss;
import dev.roadrig.scenarios.record.v1.LinkPackets;
import dev.roadrig.scenarios.scenario.Scenario;
import dev.roadrig.scenarios.scenario.ScenarioFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The demo's way into the tunnel and out of it, with a camera that drops frames on order: on two boards with one seed,
 * and on a third with a model that was calibrated badly. What may differ between two runs is time, and nothing else. A fourth
 * board sends datagrams of its own, which the seed loses as everywhere.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class SameSeedIT {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final int FRAMES = 100;
    private static final int DROPPED = 5;
    private static final String SENDS = "sends";
    private static final Map<String, String> MODELS =
            Map.of("once", "signs-int8", "again", "signs-int8", "badly", "signs-int8-badcal");

    private final Map<String, Path> records = new LinkedHashMap<>();

    private Path folder;
    private SentDatagrams datagrams;

    @BeforeAll
    void run_all_at_once(@TempDir Path temporary) throws Exception {
        folder = temporary;
        var boards = new EmulatedBoards();
        MODELS.keySet().forEach(name -> boards.with(name, "--boot-ms", "\"500\""));
        datagrams = new SentDatagrams();
        boards.wiredAs(SENDS, "uplink: {host: 127.0.0.1}", datagrams.uplink(), "--boot-ms", "\"500\"");
        Rack rack = boards.rack(folder);
        var repetitions = new Repetitions(EmulatedBoards.agent(folder), folder.resolve("runs"));
        ExecutorService pool = Executors.newCachedThreadPool();
        Map<String, Future<Path>> runs = new LinkedHashMap<>();
        for (RackBoard board : rack.boards().values()) {
            boolean sends = board.name().equals(SENDS);
            Scenario scenario =
                    sends ? sending() : scenario(Objects.requireNonNull(MODELS.get(board.name())), board.name());
            Progress progress = sends ? datagrams : Progress.SILENT;
            runs.put(board.name(), pool.submit(() -> repetitions
                    .run(scenario, board, progress)
                    .get(0)
                    .folder()
                    .record()));
        }
        for (Map.Entry<String, Future<Path>> run : runs.entrySet()) {
            records.put(run.getKey(), run.getValue().get(LIMIT.toSeconds(), TimeUnit.SECONDS));
        }
        pool.shutdown();
        datagrams.close();
    }

    private Scenario sending() throws Exception {
        Files.writeString(folder.resolve("bursty.up"), "0\n3\n3\n4\n9\n20\n");
        String yaml = """
                scenario: datagrams
                drive: %1$s/drive
                window: {from: 5s, to: 8s}
                model: %1$s/models/signs-int8.yaml
                placement: edge
                network: {trace: {up: bursty.up, down: bursty.up}, loss: 10 %%, queue: "droptail:packets=20"}
                spec: %1$s/specs/dashcam.yaml
                seed: 20261124
                """.formatted(Home.find().demo());
        return ScenarioFile.read(Files.writeString(folder.resolve("sends.scenario.yaml"), yaml), Map.of());
    }

    private Scenario scenario(String model, String board) throws Exception {
        Path demo = Home.find().demo();
        String yaml = """
                scenario: into-the-tunnel
                drive: %1$s/drive
                window: {from: 5s, to: 15s}
                model: %1$s/models/%2$s.yaml
                placement: {cloud: {deadline: 80ms, otherwise: edge}}
                network: {trace: %1$s/drive/cellular.csv}
                faults: [{fault: camera, what: drop, at: 6s, for: 500ms}]
                spec: %1$s/specs/dashcam.yaml
                seed: 20261124
                """.formatted(demo, model);
        return ScenarioFile.read(Files.writeString(folder.resolve(board + ".scenario.yaml"), yaml), Map.of());
    }

    private Path record(String board) {
        return Objects.requireNonNull(records.get(board), "there is no record of " + board);
    }

    private RunTable run(String board) {
        return new Evaluation(Optional.empty())
                .judge(List.of(record(board)))
                .get(0)
                .runs()
                .get(0);
    }

    private static List<String> drops(RunTable run) {
        return run.frames().stream()
                .filter(frame -> frame.state() != State.ANSWERED)
                .map(frame -> frame.frame() + " " + frame.state())
                .toList();
    }

    @Test
    void two_runs_of_one_seed_have_the_same_truth_the_same_drops_and_the_same_class_for_every_frame() {
        RunTable once = run("once");
        RunTable again = run("again");

        assertThat(once.frames()).hasSize(FRAMES);
        assertThat(drops(once)).hasSize(DROPPED).isEqualTo(drops(again));
        FrameDifferences found = FrameDifferences.between(once, again);
        assertThat(found.answeredInBoth()).isEqualTo(FRAMES - DROPPED);
        assertThat(found.differences()).isEmpty();
        assertThat(once.frames())
                .as("labels are compared, and there are some")
                .extracting(FrameRow::objects)
                .anyMatch(objects -> objects.size() > 1);
    }

    @Test
    void another_model_differs_in_classes_alone_and_every_frame_of_it_is_listed() {
        FrameDifferences found = FrameDifferences.between(run("once"), run("badly"));

        assertThat(found.same()).isFalse();
        assertThat(found.answeredInBoth()).isEqualTo(FRAMES - DROPPED);
        assertThat(found.differences()).extracting(Difference::kind).containsOnly(Kind.CLASS);
        assertThat(found.differences()).extracting(Difference::frame).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void the_report_of_both_lists_the_differences_and_keeps_the_files_of_each_apart() throws Exception {
        Path report = folder.resolve("report");
        CommandLineRun command = CommandLineRun.of(
                "report", record("once").toString(), record("badly").toString(), "--out", report.toString());

        assertThat(command.code()).as(command.err()).isZero();
        FrameDifferences found = FrameDifferences.between(run("once"), run("badly"));
        assertThat(command.out())
                .contains("95 frames were answered in both runs; "
                        + found.differences().size() + " differ.")
                .contains(found.differences().get(0).sentence());
        try (Stream<Path> files = Files.list(report)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .contains(
                            "judgement-into-the-tunnel-once.json",
                            "judgement-into-the-tunnel-badly.json",
                            "timeline-" + run("once").start().getRunId() + ".png",
                            "timeline-" + run("badly").start().getRunId() + ".png",
                            "frames-" + run("badly").start().getRunId() + ".csv",
                            "report.html",
                            "junit.xml")
                    .doesNotContain("judgement.json", "timeline.png");
        }
    }

    @Test
    void a_boards_own_datagrams_pass_the_same_link_and_are_lost_by_the_same_dice() throws Exception {
        try (RunRecord record = RunRecord.open(record(SENDS))) {
            List<LinkPackets> windows =
                    record.entries(LinkPackets.class).map(e -> e.message()).toList();
            long came = windows.stream().mapToLong(w -> w.getUp().getCame()).sum();
            long before = windows.get(0).getUp().getCame();
            assertThat(came).isEqualTo(SentDatagrams.COUNT);
            var dice = new PacketDice(sending().seed(1), Direction.UP);
            List<Long> lost = record.entries(LinkLoss.class)
                    .map(e -> e.message().getPacket())
                    .toList();
            assertThat(lost).isNotEmpty();
            // What came in the moment when the drive began is counted on one side of it and may be carried on the
            // other.
            long carried = Math.max(came - before, lost.get(lost.size() - 1) + 1);
            assertThat(carried).isBetween(came - before, came);
            assertThat(lost)
                    .as("of %d datagrams in the drive", carried)
                    .containsExactlyElementsOf(LongStream.range(0, carried)
                            .filter(i -> dice.lost(0, i, new Loss.Bernoulli(0.1)))
                            .boxed()
                            .toList());
        }
        Path log = record(SENDS).resolveSibling("uplink.log");
        CommandLineRun verified = CommandLineRun.of(
                "link",
                "verify",
                log.toString(),
                "--trace",
                folder.resolve("bursty.up").toString());
        assertThat(verified.code()).as(verified.out() + verified.err()).isZero();
        assertThat(Files.readString(log)).contains(" + 728\n");
    }

    @Test
    void a_record_that_is_given_twice_is_no_second_evidence() {
        String path = record("once").toString();
        CommandLineRun command = CommandLineRun.of("judge", path, path);
        assertThat(command.code()).isEqualTo(2);
        assertThat(command.err()).contains("The same run is given twice");
    }
}
