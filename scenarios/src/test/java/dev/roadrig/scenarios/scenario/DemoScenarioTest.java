package dev.roadrig.scenarios.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.scenarios.SharedFolder;
import dev.roadrig.scenarios.model.ModelCard;
import dev.roadrig.scenarios.model.ModelCardFile;
import dev.roadrig.scenarios.scenario.Scenario.Feed;
import dev.roadrig.scenarios.scenario.Scenario.Join;
import dev.roadrig.scenarios.spec.Requirement;
import dev.roadrig.scenarios.spec.Requirement.When;
import dev.roadrig.scenarios.spec.Spec;
import dev.roadrig.scenarios.spec.SpecFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of the demo are read, and say what the README says of them. */
class DemoScenarioTest {
    private static final Path DEMO = SharedFolder.root().resolve("scenarios/demo");

    @Test
    void the_demo_plays_a_tunnel_with_cloud_inference_that_falls_back_to_the_edge() {
        Scenario scenario = ScenarioFile.read(DEMO.resolve("tunnel.scenario.yaml"));
        assertThat(scenario.name()).isEqualTo("tunnel-with-cloud-fallback");
        assertThat(scenario.placement())
                .isEqualTo(new Placement(Placement.Mode.CLOUD_ELSE_EDGE, Duration.ofMillis(80)));
        assertThat(scenario.feed()).isEqualTo(Feed.PUSHED);
        assertThat(scenario.join()).isEqualTo(Join.FRAME_ID);
        assertThat(scenario.repeat()).isEqualTo(1);
        assertThat(scenario.seed()).isEqualTo(20261124);
        assertThat(scenario.model().output().labels()).hasSize(43).contains("ROAD_WORK");
        assertThat(scenario.text()).startsWith("# The demo");
    }

    @Test
    void its_link_is_lost_for_43_frames() {
        LinkProfile network = Objects.requireNonNull(
                ScenarioFile.read(DEMO.resolve("tunnel.scenario.yaml")).network());
        assertThat(network.at(0))
                .isEqualTo(new LinkState(
                        "lte",
                        12_424_000,
                        48_245_000,
                        Duration.ofNanos(39_200_000),
                        Duration.ofNanos(2_300_000),
                        0.001));
        assertThat(network.steps()).hasSize(200);
        assertThat(network.steps().stream().filter(s -> s.state().outage())).hasSize(43);
    }

    @Test
    void its_spec_has_the_seven_requirements_that_the_readme_names() {
        Spec spec = ScenarioFile.read(DEMO.resolve("tunnel.scenario.yaml")).spec();
        assertThat(spec.requirements())
                .extracting(Requirement::id)
                .containsExactly("LAT-1", "LAT-2", "PWR-1", "ACC-1", "ACC-3", "HEAT-1", "LOSS-1");
        Requirement tunnel = spec.requirements().get(1);
        assertThat(tunnel.when()).isEqualTo(When.LINK_OUTAGE);
        assertThat(tunnel.statistic().word()).isEqualTo("p95");
        assertThat(tunnel.bound().limit()).isEqualTo(0.2);
        assertThat(tunnel.line()).isEqualTo(5);
        assertThat(spec.requirements().get(2).of()).contains("vin");
        assertThat(spec.requirements().get(4).forEach()).contains("light");
    }

    @Test
    void the_second_spec_asks_for_99_percent() {
        Spec strict = SpecFile.read(DEMO.resolve("specs/strict-accuracy.yaml"));
        assertThat(strict.requirements().get(0).bound().limit()).isEqualTo(0.99);
    }

    @Test
    void an_override_shows_in_the_resolved_text_and_in_the_scenario() {
        Scenario scenario = ScenarioFile.read(
                DEMO.resolve("tunnel.scenario.yaml"),
                Map.of("placement.cloud.deadline", "50ms", "spec", "specs/strict-accuracy.yaml"));
        assertThat(scenario.placement().cloudDeadline()).isEqualTo(Duration.ofMillis(50));
        assertThat(scenario.spec().name()).isEqualTo("strict-accuracy");
        assertThat(scenario.text()).isEqualTo("""
                        # tunnel.scenario.yaml with -e placement.cloud.deadline=50ms -e spec=specs/strict-accuracy.yaml
                        scenario: tunnel-with-cloud-fallback
                        drive: drive
                        model: models/signs-int8.yaml
                        placement:
                          cloud:
                            deadline: 50ms
                            otherwise: edge
                        network:
                          trace: drive/cellular.csv
                        spec: specs/strict-accuracy.yaml
                        repeat: 1
                        seed: 20261124
                        """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"signs-int8", "signs-int8-tflite", "signs-fp32", "signs-int8-badcal"})
    void a_card_goes_to_a_board_with_its_model_alone(String name, @TempDir Path board) throws Exception {
        ModelCard card = ModelCardFile.read(DEMO.resolve("models/" + name + ".yaml"));
        Files.copy(card.file(), board.resolve("model." + card.format().word()));
        Path deployed = Files.writeString(
                board.resolve("card.yaml"),
                ModelCardFile.selfContained(card, "model." + card.format().word()));
        ModelCard there = ModelCardFile.read(deployed);
        assertThat(there.input()).isEqualTo(card.input());
        assertThat(there.output()).isEqualTo(card.output());
        assertThat(there.sha256()).isEqualTo(card.sha256());
        assertThat(there.name()).isEqualTo(name);
    }
}
