package dev.roadrig.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.harness.home.Home;
import dev.roadrig.reports.join.FrameRow;
import dev.roadrig.reports.join.FrameRow.State;
import dev.roadrig.reports.join.RunTable;
import dev.roadrig.reports.join.RunTable.FaultSpan;
import dev.roadrig.reports.verdict.Judgement;
import dev.roadrig.reports.verdict.Verdict;
import dev.roadrig.scenarios.record.v1.BoardEvent;
import dev.roadrig.scenarios.scenario.Scenario;
import dev.roadrig.scenarios.scenario.ScenarioFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults that a scenario orders, over the wires of emulated boards: they begin, end, and the board answers again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class OrderedFaultsIT {
    /** Whose agent crashes by itself after the way to it was cut, on order, and is back. */
    private static final String CRASHED = "crashed-after-cut";

    private static final Map<String, String> ORDERS = Map.of(
            "agent-kill",
            "{fault: agent-kill, at: 1s}, {fault: clock, at: 1.1s, what: jump, by: 1h}",
            "ssh-cut",
            "{fault: ssh-cut, at: 3s, for: 500ms}, {fault: camera, what: late, by: 40ms, at: 0s, for: 500ms}",
            "reboot",
            "{fault: reboot, at: 1s}",
            "power-cut",
            "{fault: power-cut, at: 1s, for: 500ms}",
            CRASHED,
            "{fault: ssh-cut, at: 1s, for: 500ms}");

    private JudgedRuns runs;

    @BeforeAll
    void run_every_board_at_once(@TempDir Path folder) throws Exception {
        var boards = new EmulatedBoards();
        ORDERS.keySet().stream()
                .filter(name -> !name.equals(CRASHED))
                .forEach(name -> boards.with(name, "--boot-ms", "\"500\""));
        boards.with(CRASHED, "--boot-ms", "\"500\"", "--fault", "agent-crash-at=150-inferences");
        runs = JudgedRuns.on(boards.rack(folder), folder, board -> scenario(folder, board));
    }

    private static Scenario scenario(Path folder, String board) throws Exception {
        Path demo = Home.find().demo();
        String yaml = """
                scenario: ordered-%s
                drive: %s
                model: %s
                placement: edge
                faults: [%s]
                spec: %s
                seed: 1
                """.formatted(
                        board,
                        demo.resolve("drive"),
                        demo.resolve("models/signs-int8.yaml"),
                        ORDERS.get(board),
                        demo.resolve("specs/dashcam.yaml"));
        return ScenarioFile.read(Files.writeString(folder.resolve(board + ".scenario.yaml"), yaml), Map.of());
    }

    private Judgement judgement(String board) {
        return runs.judgement(board);
    }

    private RunTable run(String board) {
        return runs.run(board);
    }

    private FaultSpan span(String board) {
        return run(board).orderedFaults().stream()
                .filter(span -> span.kind().equals(board))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"agent-kill", "ssh-cut", "reboot", "power-cut"})
    void an_ordered_fault_is_nobodys_failure_and_the_board_answers_again_after_it(String board) {
        Judgement judgement = judgement(board);
        FaultSpan span = span(board);

        assertThat(run(board).faults()).isEmpty();
        assertThat(judgement.findings().subList(0, 2)).allSatisfy(builtIn -> assertThat(builtIn.verdict())
                .as(builtIn.id() + ": " + builtIn.sentence())
                .isEqualTo(Verdict.PASS));
        assertThat(span.toNanos()).as("it is over").isLessThan(Long.MAX_VALUE);
        assertThat(run(board).frames())
                .filteredOn(frame -> frame.dueNanos() > span.toNanos() && frame.state() == State.ANSWERED)
                .as("frames that are answered after it")
                .isNotEmpty();
        assertThat(run(board).frames())
                .filteredOn(frame -> !frame.inFault() && !isHeldUp(frame))
                .as("frames outside the fault, before and after it")
                .allSatisfy(frame -> assertThat(frame.state()).isEqualTo(State.ANSWERED));
        if (run(board).frames().stream().noneMatch(OrderedFaultsIT::isHeldUp)) {
            assertThat(judgement.findings())
                    .filteredOn(finding -> finding.id().equals("LOSS-1"))
                    .allSatisfy(loss -> assertThat(loss.verdict()).isEqualTo(Verdict.PASS));
        }
    }

    /** Whether it found more waiting than an agent lets wait: five boards share this host, which stood still for a second. */
    private static boolean isHeldUp(FrameRow frame) {
        return frame.answer().map(FrameRow.Answer::error).orElse("").contains("requests wait for the edge already");
    }

    @ParameterizedTest
    @ValueSource(strings = {"agent-kill", "reboot", "power-cut"})
    void frames_that_fall_due_while_the_board_is_away_are_in_the_fault_and_not_sent(String board) {
        FaultSpan span = span(board);

        assertThat(run(board).frames())
                .filteredOn(FrameRow::inFault)
                .isNotEmpty()
                .anySatisfy(frame -> {
                    assertThat(frame.dueNanos()).isBetween(span.fromNanos(), span.toNanos());
                    assertThat(frame.sentNanos()).isEmpty();
                });
    }

    @Test
    void a_new_boot_has_a_clock_of_its_own_and_the_console_tells_of_it() {
        for (String board : List.of("reboot", "power-cut")) {
            assertThat(run(board).events())
                    .extracting(event -> event.message().getKind())
                    .as(board)
                    .containsSubsequence(
                            BoardEvent.Kind.AGENT_READY,
                            BoardEvent.Kind.REBOOT,
                            BoardEvent.Kind.BOOTLOADER,
                            BoardEvent.Kind.KERNEL,
                            BoardEvent.Kind.LOGIN_PROMPT,
                            BoardEvent.Kind.AGENT_READY);
        }
    }

    @Test
    void a_clock_that_jumps_and_a_camera_that_is_late_are_marked_too() {
        assertThat(run("agent-kill").orderedFaults())
                .extracting(FaultSpan::kind)
                .containsExactly("agent-kill", "clock");
        assertThat(run("ssh-cut").frames())
                .filteredOn(frame -> frame.driveOffsetNanos() < 500_000_000L)
                .hasSize(5)
                // On a busy host one may be on its way yet when the cut comes.
                .filteredOn(frame -> frame.state() == State.ANSWERED)
                .isNotEmpty()
                .allSatisfy(
                        frame -> assertThat(frame.latencyNanos().orElseThrow()).isGreaterThan(40_000_000L));
    }

    @Test
    void an_agent_that_dies_after_an_ordered_cut_is_the_boards_failure_though_nobody_heard_its_process_end() {
        assertThat(run(CRASHED).orderedFaults()).singleElement().satisfies(cut -> {
            assertThat(cut.toNanos()).as("the way is back").isLessThan(Long.MAX_VALUE);
            assertThat(run(CRASHED).frames())
                    .as("and the agent has answered over it")
                    .anySatisfy(frame -> {
                        assertThat(frame.dueNanos()).isGreaterThan(cut.toNanos());
                        assertThat(frame.state()).isEqualTo(State.ANSWERED);
                    });
        });
        assertThat(judgement(CRASHED).findings())
                .filteredOn(finding -> finding.id().equals("board.alive"))
                .singleElement()
                .satisfies(alive -> {
                    assertThat(alive.verdict()).isEqualTo(Verdict.FAIL);
                    assertThat(alive.sentence()).contains("the agent's process is no longer there");
                });
    }

    @Test
    void nothing_is_left_running() {
        assertThat(runs.count()).isEqualTo(ORDERS.size());
        assertThat(runs.threadsLeft()).isEmpty();
    }
}
