package dev.roadrig.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.roadrig.harness.home.Home;
import dev.roadrig.harness.rack.RackBoard;
import dev.roadrig.harness.reproduce.FieldRecord;
import dev.roadrig.harness.reproduce.Rewritten;
import dev.roadrig.harness.run.AgentJar;
import dev.roadrig.harness.run.Progress;
import dev.roadrig.harness.run.Repetitions;
import dev.roadrig.reports.accuracy.FrameDifferences.Kind;
import dev.roadrig.reports.verdict.ExitCode;
import dev.roadrig.scenarios.record.v1.BoardIdentity;
import dev.roadrig.scenarios.scenario.Scenario;
import dev.roadrig.scenarios.scenario.ScenarioFile;
import dev.roadrig.scenarios.scenario.Symptom;
import dev.roadrig.scenarios.yaml.YamlFile;
import dev.roadrig.scenarios.yaml.YamlMap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A failure of a board whose firmware stalls when the cloud is away, in a window of 4 s around the tunnel's mouth:
 * recorded once, then played again and cut down from its record.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class ReplayIT {
    private static final Map<String, String> IN_THE_TUNNEL =
            Map.of("window", "{from: 10s, to: 14s}", "feed", "preloaded");

    private static final Duration LIMIT = Duration.ofMinutes(10);

    private Path folder;
    private Path rackFile;
    private Path record;
    private CommandLineRun search;

    @BeforeAll
    void record_the_failure_and_look_for_it(@TempDir Path temporary) throws Exception {
        folder = temporary;
        AgentJar agent = EmulatedBoards.agent(folder);
        RackBoard board = new EmulatedBoards()
                .with("stalls", "--boot-ms", "\"500\"", "--bug", "\"after=2s,stall=1500ms\"")
                .rack(folder)
                .board("stalls");
        rackFile = folder.resolve("rack.yaml");
        Scenario scenario = ScenarioFile.read(Home.find().demo().resolve("tunnel.scenario.yaml"), IN_THE_TUNNEL);
        record = new Repetitions(agent, folder.resolve("field"))
                .run(scenario, board, Progress.SILENT)
                .get(0)
                .folder()
                .record();
        search();
    }

    /** In a process of its own: its words and its outcome go two ways. */
    private void search() throws Exception {
        Path json = folder.resolve("search.json");
        Path words = folder.resolve("search.txt");
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.awt.headless=true",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Droadrig.home=" + Home.find().folder(),
                "-Droadrig.leases=" + folder.resolve("leases"),
                "-Droadrig.models=" + folder.resolve("models"),
                "dev.roadrig.harness.cli.Main",
                "replay",
                record.toString(),
                "--rack",
                rackFile.toString(),
                "--on",
                "stalls",
                "--out",
                folder.resolve("search").toString(),
                "--agent",
                folder.resolve("agent.jar").toString(),
                "--reproduces",
                "{requirement: LAT-2}",
                "--repeat",
                "2",
                "--shrink",
                "--granule",
                "1s",
                "--most-runs",
                "2",
                "--into",
                least().toString(),
                "--json");
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process process = builder.redirectOutput(json.toFile())
                .redirectError(words.toFile())
                .start();
        try {
            assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .as("ends; its words are in %s", words)
                    .isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        search = new CommandLineRun(process.exitValue(), Files.readString(json), Files.readString(words));
    }

    private Path least() {
        return folder.resolve("least.scenario.yaml");
    }

    @Test
    void it_fails_again_under_the_records_conditions_and_both_runs_are_shown_side_by_side() {
        assertThat(search.code()).as(search.err()).isEqualTo(ExitCode.FAILED.code());
        YamlMap json = YamlFile.parse("the output", search.out());
        assertThat(json.map("rate").text("shown")).isEqualTo("2");
        assertThat(json.map("rate").text("runs")).isEqualTo("2");
        YamlMap beside = json.map("side_by_side");
        assertThat(beside.text("answered_in_both")).isNotEqualTo("0");
        assertThat(beside.list("differences").maps())
                .as("a result that is there in both is the same")
                .allSatisfy(each -> assertThat(each.text("kind")).isEqualTo(Kind.ANSWERED.name()));
        assertThat(FieldRecord.read(record, new FieldRecord.Options(Optional.empty(), Map.of(), false))
                        .firmware())
                .containsEntry("os", "Dashcam Linux 2026.09")
                .containsKey("kernel");
        assertThat(search.err())
                .containsPattern("LAT-2 +FAIL +FAIL")
                .containsPattern("latency.inference, median +[0-9.]+ ms +[0-9.]+ ms")
                .contains("Reproduced in 2 of 2 runs, 100.0 % (34.2 .. 100.0 %).");
    }

    @Test
    void a_search_that_runs_out_of_runs_still_keeps_a_scenario_that_fails_and_tells_all_as_json() {
        YamlMap found = YamlFile.parse("the output", search.out()).map("least");
        assertThat(found.text("finished")).isEqualTo("false");
        assertThat(found.text("runs")).isEqualTo("2");
        assertThat(found.text("file")).isEqualTo(least().toString());
        Scenario kept = ScenarioFile.read(least(), Map.of());
        assertThat(kept.window().from()).isGreaterThanOrEqualTo(Duration.ofSeconds(10));
        assertThat(kept.window().to()).isLessThanOrEqualTo(Duration.ofSeconds(14));
        assertThat(kept.reproduces()).isEqualTo(new Symptom.Requirement("LAT-2"));
    }

    @Test
    void another_firmware_than_the_records_is_refused_before_anything_is_played() throws Exception {
        UnaryOperator<Message> older = message -> message instanceof BoardIdentity identity
                ? identity.toBuilder().putFacts("os", "Dashcam Linux 2025.01").build()
                : message;
        Path other = Rewritten.copy(record, folder.resolve("older.mcap"), older);

        CommandLineRun run = CommandLineRun.of(
                "replay",
                other.toString(),
                "--rack",
                rackFile.toString(),
                "--on",
                "stalls",
                "--out",
                folder.resolve("refused").toString(),
                "--agent",
                folder.resolve("agent.jar").toString(),
                "--reproduces",
                "{requirement: LAT-2}");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .contains("stalls runs another firmware than the record")
                .contains("\"Dashcam Linux 2026.09\" where the record has \"Dashcam Linux 2025.01\"")
                .contains("--any-firmware");
    }
}
