package dev.roadrig.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.harness.rack.Rack;
import dev.roadrig.harness.rack.RackFile;
import dev.roadrig.harness.run.AgentJar;
import dev.roadrig.harness.run.ScenarioRun;
import dev.roadrig.reports.verdict.Finding;
import dev.roadrig.reports.verdict.Judgement;
import dev.roadrig.reports.verdict.Verdict;
import dev.roadrig.scenarios.scenario.Scenario;
import dev.roadrig.scenarios.scenario.ScenarioFile;
import dev.roadrig.scenarios.time.RealTicker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several emulated boards at once, each with a fault of its own: whose failure it is, and what the run says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BoardFaultsIT {
    private static final List<String> FAULTS =
            List.of("never-boots", "wrong-host-key", "panic-at=25s", "supply-trip-at=25s", "console-unplug-at=25s");

    private final Map<String, Judgement> judgements = new HashMap<>();
    private List<String> threadsLeft = List.of();

    private static String board(String fault) {
        return fault.replaceAll("-at=.*", "");
    }

    private static Rack rack(Path folder) throws IOException {
        var text = new StringBuilder("rack: faults\nboards:\n");
        for (String fault : FAULTS) {
            text.append("  ").append(board(fault)).append(":\n");
            text.append("    process: {command: [roadrig-emulated-board, --profile, dashcam, --seed, \"7\", --fault, ")
                    .append(fault)
                    .append("]}\n");
            text.append("""
                        console: {serial: "${process:console}", baud: 115200, login: root, password: "${process:password}"}
                        shell: {ssh: {host: "${process:ssh-host}", port: "${process:ssh-port}", user: root, key: "${process:key-file}", host-key: "${process:host-key}"}}
                        power: {scpi: "${process:supply}"}
                        boot: {first-sign: 20s, bootloader: 20s, kernel: 40s}
                        uplink: {host: 127.0.0.1}
                    """);
        }
        return RackFile.read(Files.writeString(folder.resolve("rack.yaml"), text.toString()));
    }

    @BeforeAll
    void run_every_board_at_once(@TempDir Path folder) throws Exception {
        Home home = Home.find();
        Scenario scenario = ScenarioFile.read(home.demo().resolve("tunnel.scenario.yaml"), Map.of("placement", "edge"));
        Rack rack = rack(folder);
        var print = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        try (var ticker = new RealTicker("faults-test")) {
            var session = new RunSession(AgentJar.at(home.agentJar()), folder.resolve("runs"), print, ticker);
            List<ScenarioRun.Outcome> outcomes =
                    session.run(List.of(scenario), List.copyOf(rack.boards().values()));
            for (ScenarioRun.Outcome outcome : outcomes) {
                Judgement judgement = new Evaluation(Optional.empty())
                        .judge(List.of(outcome.folder().record()))
                        .get(0);
                judgements.put(judgement.runs().get(0).start().getBoard(), judgement);
            }
        }
        threadsLeft = Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("rr-"))
                .toList();
    }

    private Judgement judgement(String board) {
        return java.util.Objects.requireNonNull(judgements.get(board), "there is no record of " + board);
    }

    private Finding finding(String board, String id) {
        return judgement(board).findings().stream()
                .filter(f -> f.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "never-boots,    board.alive, FAIL,  FAIL",
        "panic,          board.alive, FAIL,  FAIL",
        "wrong-host-key, rig.ok,      ERROR, ERROR",
        "supply-trip,    rig.ok,      ERROR, ERROR",
        "console-unplug, rig.ok,      ERROR, ERROR",
    })
    void a_fault_is_charged_to_whoever_caused_it(String board, String id, Verdict finding, Verdict whole) {
        assertThat(finding(board, id)).returns(finding, Finding::verdict).satisfies(f -> assertThat(f.evidence())
                .isNotEmpty());
        assertThat(judgement(board).verdict()).isEqualTo(whole);
        assertThat(judgement(board).findings())
                .filteredOn(f -> !f.id().equals(id) && !f.metric().isEmpty())
                .as("nothing that was not measured passes")
                .noneMatch(f -> f.verdict() == Verdict.PASS && f.samples() == 0);
    }

    @Test
    void every_run_has_a_record_and_nothing_is_left_running() {
        assertThat(judgements).hasSize(FAULTS.size());
        assertThat(threadsLeft).isEmpty();
    }
}
