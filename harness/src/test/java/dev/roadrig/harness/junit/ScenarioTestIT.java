package dev.roadrig.harness.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.reports.verdict.Verdict;
import dev.roadrig.scenarios.SharedFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One scenario test on the demo's emulated board. */
class ScenarioTestIT {
    private static final List<Run> SEEN = new CopyOnWriteArrayList<>();

    @TempDir
    Path folder;

    /** Not run by itself: a user's class, launched below. */
    static class Tunnel {
        @ScenarioTest(
                value = "tunnel.scenario.yaml",
                rack = "rack.yaml",
                board = "dashcam-1",
                overrides = {"window.to=2s", "seed=7"})
        void survives_the_tunnel(Run run) {
            SEEN.add(run);
        }
    }

    @Test
    void twenty_frames_on_an_emulated_board_hold_but_are_too_few_for_the_spec() throws IOException {
        SEEN.clear();
        Launched launched = Launched.of(
                Tunnel.class,
                Map.of(
                        "roadrig.scenarios",
                        SharedFolder.root().resolve("scenarios/demo").toString(),
                        "roadrig.out",
                        folder.resolve("runs").toString(),
                        "roadrig.allure.results",
                        folder.resolve("results").toString()));

        // A slow host may add a FAIL to what two seconds of drive can never show.
        assertThat(launched.thrownBy("survives_the_tunnel"))
                .containsInstanceOf(AssertionError.class)
                .hasValueSatisfying(thrown -> assertThat(thrown).hasMessageContaining("INCONCLUSIVE LAT-2: "));
        assertThat(SEEN).hasSize(1).allSatisfy(run -> {
            assertThat(run.finding("rig.ok").verdict()).isEqualTo(Verdict.PASS);
            assertThat(run.finding("board.alive").verdict()).isEqualTo(Verdict.PASS);
            assertThat(run.judgement().runs().get(0).frames()).hasSize(20);
            assertThat(run.judgement().runs().get(0).start().getSeed()).isEqualTo(7);
        });
        try (Stream<Path> files = Files.list(folder.resolve("results"))) {
            assertThat(files.filter(file -> file.toString().endsWith("-result.json")))
                    .hasSize(1);
        }
    }
}
