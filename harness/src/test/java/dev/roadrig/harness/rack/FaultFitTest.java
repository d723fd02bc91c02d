package dev.roadrig.harness.rack;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultFitTest {
    private static final String SHELL =
            "shell: {ssh: {host: 192.0.2.1, user: root, key: key, host-key: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5}}";
    private static final String ALL =
            SHELL + ", console: {serial: /dev/ttyUSB0}, power: {scpi: \"tcp://192.0.2.2:5025\"}";

    @TempDir
    private Path folder;

    private Scenario scenario(String fault, String more) throws IOException {
        Path demo = Home.find().demo();
        String yaml = "scenario: s\ndrive: %s\nmodel: %s\nplacement: edge\nspec: %s\nseed: 1\nfaults: [%s]\n%s\n"
                .formatted(
                        demo.resolve("drive"),
                        demo.resolve("models/signs-int8.yaml"),
                        demo.resolve("specs/dashcam.yaml"),
                        fault,
                        more);
        return ScenarioFile.read(Files.writeString(folder.resolve("s.scenario.yaml"), yaml), Map.of());
    }

    private RackBoard board(String wires) throws IOException {
        Files.writeString(folder.resolve("key"), "");
        Path rack = Files.writeString(folder.resolve("rack.yaml"), "rack: r\nboards:\n  b: {" + wires + "}\n");
        return RackFile.read(rack).board("b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{fault: agent-kill, at: 1s}",
                "{fault: ssh-cut, at: 1s, for: 1s}",
                "{fault: reboot, at: 1s}",
                "{fault: power-cut, at: 1s, for: 1s}",
                "{fault: clock, at: 1s, what: jump, by: -1h}",
                "{fault: camera, at: 1s, for: 1s, what: noise}",
                "{fault: camera, at: 1s, for: 1s, what: late, by: 80ms}",
            })
    void what_the_wires_of_a_board_allow_can_be_ordered(String fault) throws Exception {
        Scenario scenario = scenario(fault, "");
        RackBoard board = board(ALL);

        assertThatCode(() -> FaultFit.require(board, scenario)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{fault: ignition, at: 1s, state: off} | no `ignition` of its own beside the `battery` of its `power`, and the",
                "{fault: power-cut, at: 1s, for: 1s} | no `power`, and the scenario orders a power-cut",
                "{fault: reboot, at: 1s} | no `console`, on which its boot is seen, and the scenario orders a reboot",
                "{fault: brown-out, at: 1s, volts: 9 V, for: 1s} | no supply whose voltage Roadrig can ramp",
                "{fault: cpu-load, at: 1s, share: 0.5} | no program that loads its processor",
                "{fault: storage, at: 1s, what: full} | no storage that Roadrig can fill or slow",
                "{fault: heat, at: 1s, ambient: 60 C} | no climate chamber",
                "{fault: agent-kill, at: 25s} | its agent-kill at 25.0 s is outside its window",
            })
    void what_they_do_not_is_refused_before_the_run_with_what_is_lacking(String fault, String words) throws Exception {
        Scenario scenario = scenario(fault, "window: {from: 0s, to: 20s}");
        RackBoard board = board(SHELL);

        assertThatThrownBy(() -> FaultFit.require(board, scenario))
                .isInstanceOf(BadInput.class)
                .hasMessageStartingWith("Scenario s orders what cannot be brought about on b: ")
                .hasMessageContaining(words);
    }

    @Test
    void an_ignition_can_be_ordered_where_it_has_a_switch_of_its_own() throws Exception {
        Scenario scenario = scenario("{fault: ignition, at: 1s, state: off}, {fault: ignition, at: 2s, state: on}", "");
        RackBoard one = board(ALL);
        RackBoard two = board(
                SHELL + ", power: {battery: {scpi: \"tcp://h:5025\"}, ignition: {command: {on: true, off: [false]}}}");

        assertThatCode(() -> FaultFit.require(two, scenario)).doesNotThrowAnyException();
        assertThatThrownBy(() -> FaultFit.require(one, scenario))
                .isInstanceOf(BadInput.class)
                .hasMessageEndingWith(
                        ": no `ignition` of its own beside the `battery` of its `power`, and the scenario orders"
                                + " an ignition.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"freeze", "black", "noise"})
    void a_picture_that_lies_on_the_board_cannot_be_repainted(String what) throws Exception {
        Scenario scenario = scenario("{fault: camera, at: 1s, for: 1s, what: " + what + "}", "feed: preloaded");
        RackBoard board = board(ALL);

        assertThatThrownBy(() -> FaultFit.require(board, scenario))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("no `feed: pushed`, in which pictures can be changed");
    }
}
