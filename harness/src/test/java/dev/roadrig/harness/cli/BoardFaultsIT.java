package dev.roadrig.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.boards.pty.Pty;
import dev.roadrig.harness.home.Home;
import dev.roadrig.harness.rack.Rack;
import dev.roadrig.reports.verdict.Finding;
import dev.roadrig.reports.verdict.Judgement;
import dev.roadrig.reports.verdict.Verdict;
import dev.roadrig.scenarios.fault.Evidence;
import dev.roadrig.scenarios.scenario.Scenario;
import dev.roadrig.scenarios.scenario.ScenarioFile;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.wires.serial.DeviceLock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The README's table of faults through the whole harness: boards with a fault each, several at once. What the record's
 * judgement says, whose failure it is, and that nothing is left running. Faults in mid-run come at the 130th inference:
 * after at most 110 warm-ups, in the drive, however busy the host is.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class BoardFaultsIT {
    private static final int AT_ONCE = 4;
    private static final List<String> IN_MID_RUN = List.of(
            "panic", "watchdog", "reboot", "agent-crash", "oom", "ssh-down", "supply-trip", "console-unplug", "hang");

    private JudgedRuns runs;
    private Set<Long> processesLeft = Set.of();

    private static EmulatedBoards boards(Path folder, String busyPort, String silentPort) {
        var boards = new EmulatedBoards()
                .onlyConsole("port-missing", folder + "/ttyUSB9")
                .onlyConsole("port-busy", busyPort)
                .silentConsole("silent-console", silentPort)
                .with("wrong-host-key", "--fault", "wrong-host-key")
                .wiredAs("wrong-password", "password: \"${process:password}\"", "password: \"file:guessed\"")
                .wiredAs("wrong-login", "user: root", "user: nobody")
                .wiredAs("never-boots", "kernel: 40s", "kernel: 3s", "--fault", "never-boots");
        IN_MID_RUN.forEach(fault -> boards.with(fault, "--fault", fault + "-at=130-inferences"));
        return boards;
    }

    @BeforeAll
    void run_every_board(@TempDir Path folder) throws Exception {
        Set<Long> before = children();
        try (var ticker = new RealTicker("faults-test");
                Pty busy = Pty.open();
                Pty silent = Pty.open();
                DeviceLock held = DeviceLock.take(busy.path(), "somebody else", ticker)) {
            Scenario scenario =
                    ScenarioFile.read(Home.find().demo().resolve("tunnel.scenario.yaml"), Map.of("placement", "edge"));
            Rack rack = boards(folder, busy.path(), silent.path()).rack(folder);
            runs = JudgedRuns.on(rack, folder, AT_ONCE, board -> scenario);
            assertThat(held).isNotNull();
        }
        processesLeft = children();
        processesLeft.removeAll(before);
    }

    private static Set<Long> children() {
        return ProcessHandle.current().descendants().map(ProcessHandle::pid).collect(Collectors.toSet());
    }

    private Judgement judgement(String board) {
        return runs.judgement(board);
    }

    private Finding finding(String board, String id) {
        return runs.finding(board, id);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "port-missing   | rig.ok | ERROR | The console of port-missing is not there: no device",
                "port-busy      | rig.ok | ERROR | of port-busy is in use: owned by pid",
                "wrong-host-key | rig.ok | ERROR | is not the board that the rack knows",
                "wrong-password | rig.ok | ERROR | The console does not let root in, after 3 tries.",
                "wrong-login    | rig.ok | ERROR | wrong-login does not let nobody@127.0.0.1",
                "console-unplug | rig.ok | ERROR | of console-unplug is gone",
                "ssh-down       | rig.ok | ERROR | The SSH connection was cut while the board went on working",
                "supply-trip    | rig.ok | ERROR | The supply supply-trip is off.",
                "silent-console | rig.ok | INCONCLUSIVE | silent-console showed nothing on its console, and nothing",
                "hang           | rig.ok | INCONCLUSIVE | Nothing shows whether the rig failed or the board.",
                "never-boots    | board.alive | FAIL | never-boots did not boot: it stayed in state KERNEL.",
                "panic          | board.alive | FAIL | The kernel of panic hit a bug at",
                "watchdog       | board.alive | FAIL | watchdog rebooted though nobody ordered it at",
                "reboot         | board.alive | FAIL | reboot rebooted though nobody ordered it at",
                "agent-crash    | board.alive | FAIL | The agent on agent-crash ended with exit code 139",
                "oom            | board.alive | FAIL | ended with exit code 137",
            })
    void a_fault_is_charged_to_whoever_caused_it(String board, String id, Verdict verdict, String words) {
        assertThat(finding(board, id).sentence()).contains(words);
        assertThat(finding(board, id).verdict())
                .as(finding(board, id).sentence())
                .isEqualTo(verdict);
        assertThat(judgement(board).verdict())
                .as(() -> judgement(board).findings().toString())
                .isEqualTo(verdict);
        assertThat(judgement(board).findings())
                .filteredOn(f -> !f.metric().isEmpty())
                .as("nothing that was not measured passes")
                .noneMatch(f -> f.verdict() == Verdict.PASS && f.samples() == 0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "never-boots | board.alive | Waiting for root device /dev/mmcblk0p2",
                "panic       | board.alive | Unable to handle kernel NULL pointer dereference",
                "watchdog    | board.alive | Reset cause: WDOG",
                "reboot      | board.alive | Reset cause: software reset",
                "oom         | board.alive | Out of memory: Killed process",
                "agent-crash | board.alive | roadrig-agent ready port=",
                "hang        | rig.ok      | dmesg -n 1",
            })
    void the_boards_own_words_are_the_evidence(String board, String id, String words) {
        assertThat(finding(board, id).evidence()).extracting(Evidence::text).anyMatch(text -> text.contains(words));
    }

    @Test
    void every_run_ends_in_bounded_time_with_a_record_and_nothing_left_running() throws IOException {
        assertThat(runs.count()).isEqualTo(7 + IN_MID_RUN.size());
        assertThat(runs.durations()).allMatch(took -> took.compareTo(Duration.ofSeconds(90)) < 0);
        assertThat(IN_MID_RUN).allSatisfy(board -> assertThat(runs.run(board).frames())
                .as(() -> "frames of " + board + ": " + judgement(board).findings())
                .hasSizeGreaterThan(8)
                .hasSizeLessThan(150));
        assertThat(runs.threadsLeft()).isEmpty();
        assertThat(processesLeft).isEmpty();
    }
}
