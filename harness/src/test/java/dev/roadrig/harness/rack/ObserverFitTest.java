package dev.roadrig.harness.rack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadrig.harness.home.Home;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.scenario.Scenario;
import dev.roadrig.scenarios.scenario.ScenarioFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObserverFitTest {
    private static final String RACK = """
            rack: desk
            boards:
              one:
                console: {serial: /dev/ttyS9}
                observe:
                  console:
                    - {pattern: 'infer (?<n>\\d+)', result: {n: frame}}
              two:
                like: one
                observe: {delay: 16ms}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private Rack rack(String text) throws IOException {
        return RackFile.read(Files.writeString(folder.resolve("rack.yaml"), text));
    }

    private static Scenario joined(String join) {
        return ScenarioFile.read(
                Home.find().demo().resolve("tunnel.scenario.yaml"), Map.of("join", join, "placement", "edge"));
    }

    @Test
    void frames_that_the_cloud_may_answer_have_no_line_and_are_refused_before_the_run() throws IOException {
        RackBoard board = rack(RACK).board("one");
        Scenario split = ScenarioFile.read(Home.find().demo().resolve("tunnel.scenario.yaml"), Map.of());
        assertThat(split.placement().usesCloud()).isTrue();
        assertThatThrownBy(() -> ObserverFit.require(board, split))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("a frame that the cloud answers has none. Run it with -e placement=edge");
    }

    @Test
    void a_scenario_that_joins_by_what_no_line_says_is_refused_before_the_run() throws IOException {
        RackBoard board = rack(RACK).board("one");
        assertThatCode(() -> ObserverFit.require(board, joined("frame-id"))).doesNotThrowAnyException();
        assertThatThrownBy(() -> ObserverFit.require(board, joined("timestamp")))
                .isInstanceOf(BadInput.class)
                .hasMessageStartingWith("Board one: The scenario joins results to frames by `join: timestamp`, and the"
                        + " observer 'infer (?<n>\\d+)' has no group that is `took`.");
    }

    @Test
    void a_board_that_is_like_another_has_its_observers_too() throws IOException {
        RackBoard two = rack(RACK).board("two");
        assertThat(two.observe().console()).hasSize(1);
        assertThat(two.observe().delay().orElseThrow()).hasMillis(16);
    }

    @Test
    void a_board_without_a_console_has_no_lines_to_observe() {
        String none = RACK.replace(
                "console: {serial: /dev/ttyS9}",
                "shell: {ssh: {host: h, user: u, password: \"${env:P}\","
                        + " host-key: \"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5\"}}");
        assertThatThrownBy(() -> rack(none))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("the board has no console whose lines could be observed");
    }
}
