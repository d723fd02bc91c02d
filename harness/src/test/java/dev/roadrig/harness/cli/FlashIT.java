package dev.roadrig.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.boards.firmware.Firmware;
import dev.roadrig.harness.evaluation.Evaluation;
import dev.roadrig.harness.home.Home;
import dev.roadrig.harness.rack.Rack;
import dev.roadrig.harness.rack.RackBoard;
import dev.roadrig.harness.rack.RackFile;
import dev.roadrig.harness.run.AgentJar;
import dev.roadrig.harness.run.FirmwareOrder;
import dev.roadrig.harness.run.FlashBench;
import dev.roadrig.harness.run.Progress;
import dev.roadrig.harness.run.Repetitions;
import dev.roadrig.harness.run.ScenarioRun;
import dev.roadrig.ports.FirmwareImage;
import dev.roadrig.reports.verdict.Finding;
import dev.roadrig.reports.verdict.Verdict;
import dev.roadrig.scenarios.fault.Evidence;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.record.RunRecord;
import dev.roadrig.scenarios.record.v1.BoardIdentity;
import dev.roadrig.scenarios.record.v1.RunStart;
import dev.roadrig.scenarios.scenario.Scenario;
import dev.roadrig.scenarios.scenario.ScenarioFile;
import dev.roadrig.scenarios.time.RealTicker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Emulated boards that are flashed, and bricked, over the wires of real ones: each outcome on a board of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FlashIT {
    private static final int AT_ONCE = 7;
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final String WIRES = """
          %s:
            process: {command: [roadrig-emulated-board, --profile, dashcam, --quiet, --boot-ms, "300"%s]}
            console: {serial: "${process:console}", login: root, password: "${process:password}"}
            shell: {ssh: {host: "${process:ssh-host}", port: "${process:ssh-port}", user: root, key: "${process:key-file}", host-key: "${process:host-key}"}}
            power: {scpi: "${process:supply}"}
            boot: {first-sign: 15s, bootloader: 4s, kernel: 10s}
            uplink: {host: 127.0.0.1}
            firmware:
              version: cat /etc/roadrig-firmware
              pattern: "dashcam-(\\\\S+)"
              image: "dashcam-([0-9.]+)[.]fw"
        """;
    /** Its run ends when it has been flashed, booted and asked for its version: to play a drive takes long. */
    private static final String NO_AGENT = "    agent: {java: no-such-java}\n";

    private static final String GOOD = "      known-good: {file: dashcam-1.0.fw}\n";
    private static final String UPDATER =
            "      flash: {updater: {run: \"dashcam-update {image}\", to: /data/update.fw, succeeded: installed}}\n";
    private static final String MUX = "{mux: {to-host: [cp, mux-to-host, \"${process:card-mux}\"],"
            + " to-board: [cp, mux-to-board, \"${process:card-mux}\"], device: \"${process:card}\"}}\n";
    private static final String RESCUE = "      rescue: " + MUX;
    private static final String FLASH_MUX = "      flash: " + MUX;

    private final Map<String, Optional<RunFault>> outcomes = new HashMap<>();
    private final Map<String, ScenarioRun.Outcome> runs = new HashMap<>();
    private Path records = Path.of("");

    private static Rack rack(Path folder) throws IOException {
        Files.writeString(folder.resolve("mux-to-host"), "host");
        Files.writeString(folder.resolve("mux-to-board"), "board");
        for (String version : new String[] {"1.0", "2.0"}) {
            image(folder, version, version, "detector = signs\n");
        }
        image(folder, "2.1", "2.0", "detector = signs\n");
        image(folder, "3.0", "3.0", "boots = no\n");
        String update = GOOD + UPDATER + RESCUE;
        String yaml = "rack: flash\nboards:\n" + WIRES.formatted("right", "") + update + NO_AGENT
                + WIRES.formatted("wrong", "")
                + update + WIRES.formatted("brick", "") + update
                + WIRES.formatted("cut", ", --fault, update-cut") + update
                + WIRES.formatted("bad", ", --fault, never-boots").replace("kernel: 10s", "kernel: 1s") + GOOD
                + FLASH_MUX
                + WIRES.formatted("torn", "") + GOOD + FLASH_MUX
                + WIRES.formatted("no-rescue", "") + GOOD + UPDATER
                + WIRES.formatted("no-card", "") + GOOD + UPDATER
                + RESCUE.replace("[cp, mux-to-host,", "[cp, no-such-file,");
        return RackFile.read(Files.writeString(
                folder.resolve("rack.yaml"),
                yaml.replace("mux-to-", folder.resolve("mux-to-").toString())));
    }

    private static void image(Path folder, String name, String version, String payload) throws IOException {
        Files.write(folder.resolve("dashcam-" + name + ".fw"), new Firmware("dashcam-" + version, payload).image());
    }

    @BeforeAll
    void flash_every_board(@TempDir Path folder) throws Exception {
        records = folder;
        AgentJar agent = EmulatedBoards.agent(folder);
        Rack rack = rack(folder);
        byte[] whole = Files.readAllBytes(folder.resolve("dashcam-2.0.fw"));
        whole[whole.length - 2] ^= 1;
        Files.write(folder.resolve("dashcam-2.2.fw"), whole);
        Map<String, String> images =
                Map.of("wrong", "2.1", "cut", "2.0", "bad", "2.0", "torn", "2.2", "no-rescue", "3.0", "no-card", "3.0");
        ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
        Map<String, Future<Optional<RunFault>>> flashes = new HashMap<>();
        images.forEach((board, version) -> flashes.put(
                board, pool.submit(flash(rack.board(board), folder.resolve("dashcam-" + version + ".fw"), agent))));
        Future<ScenarioRun.Outcome> bricked =
                pool.submit(run(rack.board("brick"), folder.resolve("dashcam-3.0.fw"), agent));
        Future<ScenarioRun.Outcome> played =
                pool.submit(run(rack.board("right"), folder.resolve("dashcam-2.0.fw"), agent));
        for (Map.Entry<String, Future<Optional<RunFault>>> each : flashes.entrySet()) {
            outcomes.put(each.getKey(), each.getValue().get(LIMIT.toSeconds(), TimeUnit.SECONDS));
        }
        runs.put("brick", bricked.get(LIMIT.toSeconds(), TimeUnit.SECONDS));
        runs.put("right", played.get(LIMIT.toSeconds(), TimeUnit.SECONDS));
        runs.forEach((board, run) -> outcomes.put(board, run.fault()));
        pool.shutdown();
    }

    private static Callable<Optional<RunFault>> flash(RackBoard board, Path image, AgentJar agent) {
        return () -> {
            try (var ticker = new RealTicker(board.name())) {
                new FlashBench(board, agent, ticker, Progress.SILENT)
                        .flash(FirmwareOrder.of(board, image, Optional.empty()));
                return Optional.empty();
            } catch (RunFault e) {
                return Optional.of(e);
            }
        };
    }

    private Callable<ScenarioRun.Outcome> run(RackBoard board, Path image, AgentJar agent) {
        return () -> {
            Scenario scenario = ScenarioFile.read(
                    Home.find().demo().resolve("tunnel.scenario.yaml"),
                    Map.of("placement", "edge", "window.from", "0s", "window.to", "1s"));
            var order = FirmwareOrder.of(board, image, Optional.empty());
            return new Repetitions(agent, records.resolve("runs"), each -> Optional.of(order))
                    .run(scenario, board, Progress.SILENT)
                    .get(0);
        };
    }

    private Path record(String board) {
        return Objects.requireNonNull(runs.get(board)).folder().record();
    }

    private Finding alive(String board) throws Exception {
        return new Evaluation(Optional.empty())
                .judge(List.of(record(board))).get(0).findings().stream()
                        .filter(finding -> finding.id().equals("board.alive"))
                        .findFirst()
                        .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wrong     | RIG     | firmware.version | it should state 2.1, and it states 2.0",
                "brick     | BOARD   | firmware.no-boot | does not boot on brick. The known-good dashcam-1.0.fw was put back, boots and states 1.0: the board is well.",
                "cut       | RIG     | supply.off       | did not get onto cut: The supply cut is off.",
                "cut       | RIG     | supply.off       | The known-good dashcam-1.0.fw was put back, boots and states 1.0",
                "no-card   | RIG     | flash.known-good | The known-good dashcam-1.0.fw could not be put back: `cp no-such-file ",
                "bad       | RIG     | board.bad        | bad is bad: it does not come up with the known-good dashcam-1.0.fw either",
                "torn      | BOARD   | firmware.no-boot | it stayed in state BOOTLOADER",
                "no-rescue | BOARD   | board.panic      | a board that does not boot runs no updater: write `firmware: rescue:`",
            })
    void a_failure_is_charged_to_whoever_caused_it(String board, String culprit, String code, String words) {
        RunFault fault = Objects.requireNonNull(outcomes.get(board)).orElseThrow();
        assertThat(fault).hasMessageContaining(words);
        assertThat(fault.code()).isEqualTo(code);
        assertThat(fault.culprit()).hasToString(culprit);
    }

    @Test
    void the_boards_console_is_the_evidence_of_a_brick() {
        assertThat(Objects.requireNonNull(outcomes.get("brick")).orElseThrow().evidence())
                .extracting(Evidence::text)
                .anyMatch(text -> text.contains("Unable to mount root fs"));
        assertThat(Objects.requireNonNull(outcomes.get("torn")).orElseThrow().evidence())
                .extracting(Evidence::text)
                .anyMatch(text -> text.contains("can't get kernel image"));
    }

    @Test
    void an_image_that_bricks_fails_its_run() throws Exception {
        assertThat(alive("brick").verdict()).isEqualTo(Verdict.FAIL);
        assertThat(alive("brick").sentence()).contains("dashcam-3.0.fw", "the board is well");
    }

    @Test
    void a_board_that_states_the_version_is_flashed_and_the_record_holds_both() throws Exception {
        try (RunRecord read = RunRecord.open(record("right"))) {
            RunStart start =
                    read.entries(RunStart.class).findFirst().orElseThrow().message();
            FirmwareImage image = FirmwareImage.of(records.resolve("dashcam-2.0.fw"));
            assertThat(start.getBoardFactsMap())
                    .containsEntry("firmware-image", "dashcam-2.0.fw")
                    .containsEntry("firmware-sha256", image.sha256())
                    .containsEntry("firmware-to-state", "2.0");
            BoardIdentity identity =
                    read.entries(BoardIdentity.class).findFirst().orElseThrow().message();
            assertThat(identity.getFactsMap()).containsEntry("firmware", "2.0");
        }
        assertThat(Objects.requireNonNull(outcomes.get("right")).orElseThrow().code())
                .startsWith("agent.");
    }
}
