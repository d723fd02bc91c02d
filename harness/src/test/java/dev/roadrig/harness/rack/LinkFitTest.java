package dev.roadrig.harness.rack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.harness.home.Home;
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

/** What a board whose own tc makes its link cannot do of a scenario. */
class LinkFitTest {
    private static final String TC = "uplink: {tc: {interface: eth0, host: 192.0.2.9}}";
    private static final String REORDERS_UNTIL_10_S =
            "{rate: 9 Mbit/s, schedule: [{at: 0s, reorder: 1 %}, {at: 10s, reorder: 0 %}]}";

    @TempDir
    private Path folder;

    private Scenario scenario(String window, String network, String faults) throws IOException {
        return ScenarioFile.read(
                Home.find().demo().resolve("tunnel.scenario.yaml"),
                Map.of("window", window, "network", network, "faults", faults));
    }

    private RackBoard board(String process, String uplink) throws IOException {
        Files.writeString(folder.resolve("key"), "");
        return RackFile.read(Files.writeString(folder.resolve("rack.yaml"), """
                rack: r
                boards:
                  b:
                    %s
                    shell: {ssh: {host: 192.0.2.1, user: root, key: key, host-key: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5}}
                    %s
                """.formatted(process, uplink)))
                .board("b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{fault: reboot, at: 1s} | a reboot",
                "{fault: ignition, at: 1s, state: off} | an ignition",
                "{fault: ssh-cut, at: 1s, for: 1s} | an ssh-cut",
            })
    void what_cuts_the_connection_over_which_tc_is_told_is_refused(String fault, String one) throws Exception {
        Scenario scenario = scenario("{to: 5s}", "{rate: 9 Mbit/s}", "[" + fault + "]");
        assertThat(LinkFit.lacks(board("", TC), scenario))
                .containsExactly("no link by `uplink: {tc: ...}` that would outlast " + one + "; use the gateway");
        assertThat(LinkFit.lacks(board("", "uplink: {host: 192.0.2.9}"), scenario))
                .as("the relay outlasts it")
                .isEmpty();
    }

    @Test
    void what_ends_before_the_window_need_not_be_said_by_tc() throws Exception {
        assertThat(LinkFit.lacks(board("", TC), scenario("{from: 10s, to: 15s}", REORDERS_UNTIL_10_S, "[]")))
                .isEmpty();
        assertThat(LinkFit.lacks(board("", TC), scenario("{from: 9s, to: 15s}", REORDERS_UNTIL_10_S, "[]")))
                .isNotEmpty()
                .allMatch(lack -> lack.contains("letting packets go before their delay, and there is none"));
    }

    @Test
    void an_emulated_board_has_no_kernel_that_could_make_a_link() throws Exception {
        assertThat(LinkFit.lacks(
                        board("process: {command: [roadrig-emulated-board]}", TC),
                        scenario("{to: 5s}", "{rate: 9 Mbit/s}", "[]")))
                .containsExactly("no kernel of its own whose tc could make the link; leave its `uplink` to the relay");
    }
}
