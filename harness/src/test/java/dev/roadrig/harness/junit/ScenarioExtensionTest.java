package dev.roadrig.harness.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.reports.verdict.Verdict;
import dev.roadrig.scenarios.SharedFolder;
import dev.roadrig.scenarios.fault.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way of a scenario test, with a board whose process ends before it announces anything. */
class ScenarioExtensionTest {
    private static final Path DEMO = SharedFolder.root().resolve("scenarios/demo");
    private static final List<Run> SEEN = new CopyOnWriteArrayList<>();

    @TempDir
    Path folder;

    /** Not run by itself: a user's class, launched by the tests below. */
    static class OnADeadBoard {
        @ScenarioTest("tunnel.scenario.yaml")
        void judged(Run run) {
            SEEN.add(run);
        }

        @ScenarioTest(value = "tunnel.scenario.yaml", judge = false)
        void looked_at(Run run) {
            SEEN.add(run);
        }

        @ScenarioTest("tunnel.scenario.yaml")
        void fails_by_itself(Run run) {
            throw new IllegalStateException("the method's own failure at " + run.verdict());
        }
    }

    /** Not run by itself either. */
    static class Misused {
        @ScenarioTest("no-such.scenario.yaml")
        void no_scenario() {
            SEEN.clear();
        }

        @ScenarioTest(value = "tunnel.scenario.yaml", board = "dashcam-9")
        void no_board() {
            SEEN.clear();
        }

        @ScenarioTest(value = "tunnel.scenario.yaml", overrides = "window.to:2s")
        void no_equals() {
            SEEN.clear();
        }

        @ScenarioTest("tunnel.scenario.yaml")
        void no_rack() {
            SEEN.clear();
        }
    }

    @BeforeEach
    @AfterEach
    void forget() {
        SEEN.clear();
    }

    @Test
    void the_method_sees_the_finished_run_and_the_rigs_error_is_the_tests() throws IOException {
        Launched launched = Launched.of(OnADeadBoard.class, settings());

        assertThat(launched.thrownBy("judged")).containsInstanceOf(RigErrorException.class);
        assertThat(launched.thrownBy("looked_at")).isEmpty();
        assertThat(launched.thrownBy("fails_by_itself")).hasValueSatisfying(thrown -> {
            assertThat(thrown).hasMessage("the method's own failure at ERROR");
            assertThat(thrown.getSuppressed()).hasExactlyElementsOfTypes(RigErrorException.class);
        });
        assertThat(SEEN).hasSize(2).allSatisfy(run -> {
            assertThat(run.verdict()).isEqualTo(Verdict.ERROR);
            assertThat(run.finding("rig.ok").verdict()).isEqualTo(Verdict.ERROR);
            assertThat(run.record()).isRegularFile().startsWith(folder.resolve("runs"));
        });
        assertThat(launched.entries()).hasSize(3).allSatisfy(entry -> assertThat(entry)
                .containsEntry("roadrig.verdict", "ERROR"));
        assertThat(results()).as("one Allure result a run").hasSize(3);
    }

    @Test
    void what_is_wrong_with_an_annotation_is_said_before_anything_is_run() throws IOException {
        Map<String, String> settings = settings();
        Launched launched = Launched.of(Misused.class, settings);
        assertThat(said(launched, "no_scenario")).contains("no-such.scenario.yaml");
        assertThat(said(launched, "no_board")).contains("there is no board 'dashcam-9'", "'dashcam-1'");
        assertThat(said(launched, "no_equals"))
                .isEqualTo(
                        "@ScenarioTest(overrides): 'window.to:2s' is not KEY=VALUE. Write it as in \"window.to=2s\".");

        settings.remove("roadrig.rack");
        assertThat(said(Launched.of(Misused.class, settings), "no_rack"))
                .isEqualTo("No rack is named for tunnel.scenario.yaml. Give @ScenarioTest(rack = \"FILE\"), or"
                        + " -Droadrig.rack=FILE.");
    }

    private static String said(Launched launched, String test) {
        Throwable thrown = launched.thrownBy(test).orElseThrow();
        assertThat(thrown).isInstanceOf(BadInput.class);
        return String.valueOf(thrown.getMessage());
    }

    private Map<String, String> settings() throws IOException {
        String rack =
                Files.readString(DEMO.resolve("rack.yaml")).replaceAll("command: \\[[^]]*]", "command: [\"false\"]");
        assertThat(rack).contains("command: [\"false\"]");
        Map<String, String> settings = new HashMap<>();
        settings.put("roadrig.scenarios", DEMO.toString());
        settings.put(
                "roadrig.rack",
                Files.writeString(folder.resolve("rack.yaml"), rack).toString());
        settings.put(
                "roadrig.agent",
                Files.writeString(folder.resolve("agent.jar"), "not needed").toString());
        settings.put("roadrig.out", folder.resolve("runs").toString());
        settings.put("roadrig.allure.results", folder.resolve("results").toString());
        return settings;
    }

    private List<Path> results() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("results"))) {
            return files.filter(file -> file.toString().endsWith("-result.json"))
                    .toList();
        }
    }
}
