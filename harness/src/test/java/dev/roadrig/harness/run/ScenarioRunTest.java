package dev.roadrig.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.roadrig.harness.home.Home;
import dev.roadrig.harness.rack.Lease;
import dev.roadrig.harness.rack.Leases;
import dev.roadrig.harness.rack.RackBoard;
import dev.roadrig.harness.rack.RackFile;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.scenario.Scenario;
import dev.roadrig.scenarios.scenario.ScenarioFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that somebody ends while the ignition of its board is switched off. */
class ScenarioRunTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    private final List<String> told = new CopyOnWriteArrayList<>();

    private ScenarioRun.Order order(RackBoard board, Lease lease) {
        Scenario scenario = ScenarioFile.read(
                Home.find().demo().resolve("tunnel.scenario.yaml"), Map.of("placement", "edge", "window.to", "1s"));
        Progress progress = new Progress() {
            @Override
            public void phase(String name, String detail) {
                told.add(name + ": " + detail);
            }

            @Override
            public void replay(int sent, int total, String linkState) {}

            @Override
            public void fault(RunFault fault) {}
        };
        var jar = new AgentJar(Path.of(""), "");
        return new ScenarioRun.Order(
                scenario, board, 1, lease, jar, Map.of(), Optional.empty(), folder.resolve("runs"), progress);
    }

    /** Ends a run each time a line of the switches comes; gives what it left. */
    private ScenarioRun.Outcome interrupted(String name, String on, String... lines) throws Exception {
        Path switches = folder.resolve("switches");
        RackBoard board = RackFile.read(Files.writeString(
                        folder.resolve("rack.yaml"),
                        """
                        rack: desk
                        boards:
                          NAME:
                            shell: {ssh: {host: 127.0.0.1, port: 9, user: rig, key: rack.yaml, host-key: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5}}
                            power:
                              battery: {command: {on: "true", off: "true"}}
                              ignition: {command: {on: "ON", off: "echo off >> FILE; sleep 600"}}
                        """.replace("NAME", name).replace("ON", on).replace("FILE", switches.toString())))
                .board(name);
        try (Lease lease = Leases.take(board)) {
            var run = new FutureTask<>(() -> new ScenarioRun(order(board, lease)).execute());
            var thread = new Thread(run, "ended-run");
            thread.start();
            for (String line : lines) {
                await().atMost(LONG)
                        .until(() -> Files.exists(switches)
                                && Files.readAllLines(switches).contains(line));
                thread.interrupt();
            }
            ScenarioRun.Outcome outcome = run.get(LONG.toSeconds(), TimeUnit.SECONDS);
            thread.join();
            assertThat(outcome.interrupted()).isTrue();
            return outcome;
        }
    }

    private List<String> afterwards() {
        return told.stream()
                .filter(line -> line.startsWith("close: and then: "))
                .toList();
    }

    @Test
    void an_interrupted_run_is_clean_where_all_was_given_back() throws Exception {
        assertThat(interrupted("given", "true", "off").clean()).isTrue();
        assertThat(afterwards()).isEmpty();
    }

    @Test
    void an_interrupted_run_whose_boards_ignition_is_not_given_back_says_so() throws Exception {
        assertThat(interrupted("kept", "false", "off").clean()).isFalse();
        assertThat(afterwards()).singleElement().satisfies(line -> assertThat(line)
                .contains("`false`"));
    }

    @Test
    void an_interrupt_in_the_middle_of_giving_back_has_that_done_again() throws Exception {
        Path switches = folder.resolve("switches");
        String slowAtFirst = "echo on >> " + switches + "; [ $(grep -c on " + switches + ") = 2 ] || sleep 600";
        assertThat(interrupted("again", slowAtFirst, "off", "on").clean()).isTrue();
        assertThat(switches).hasContent("off\non\non");
    }
}
