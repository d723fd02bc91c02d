package dev.roadrig.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.harness.home.Home;
import dev.roadrig.reports.join.FrameRow;
import dev.roadrig.reports.join.FrameRow.State;
import dev.roadrig.reports.join.RunTable;
import dev.roadrig.reports.join.RunTable.FaultSpan;
import dev.roadrig.reports.verdict.Finding;
import dev.roadrig.reports.verdict.Judgement;
import dev.roadrig.reports.verdict.Verdict;
import dev.roadrig.scenarios.fault.Evidence;
import dev.roadrig.scenarios.record.v1.BoardEvent.Kind;
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

/**
 * An ignition that a scenario switches, on emulated boards that each make something else of it. The panic comes at an
 * inference that no warm-up reaches, and the whole drive does: while the ignition is off, however busy the host is. The board
 * that shuts down has the whole drive as well, since frames are to come after its boot.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class IgnitionIT {
    private static final String OFF = "{fault: ignition, at: 1s, state: off}";
    private static final String SHUTS_DOWN = "shuts-down";
    private static final String STAYS = "stays";
    private static final String SLEEPS = "sleeps";
    private static final String STAYS_OFF = "stays-off";
    private static final String HANGS = "hangs";
    private static final String DEAF = "deaf";
    private static final String PANICS = "panics";
    private static final int BOARDS = 7;

    private JudgedRuns runs;

    private static EmulatedBoards boards() {
        return new EmulatedBoards()
                .withIgnition(SHUTS_DOWN, "shuts-down-after=200ms")
                .withIgnition(STAYS, "parks")
                .withIgnition(SLEEPS, "sleeps")
                .withIgnition(STAYS_OFF, "shuts-down-after=200ms")
                .withIgnition(HANGS, "shuts-down-after=200ms", "--fault", "ignition-hang")
                .withIgnition(DEAF, "shuts-down-after=200ms", "--fault", "ignition-deaf")
                .withIgnition(PANICS, "stays", "--fault", "panic-at=170-inferences");
    }

    @BeforeAll
    void run_every_board_at_once(@TempDir Path folder) throws Exception {
        runs = JudgedRuns.on(boards().rack(folder), folder, board -> scenario(folder, board));
    }

    private static Scenario scenario(Path folder, String board) throws Exception {
        Path demo = Home.find().demo();
        Path spec = Files.writeString(folder.resolve(board + ".yaml"), """
                spec: ignition
                requirements:
                  - {id: LOSS-1, metric: results.lost, statistic: count, at-most: 0}
                  - {id: LOSS-2, metric: results.lost, statistic: count, at-most: 1000, when: fault.*}
                """);
        boolean staysOff = board.equals(STAYS_OFF) || board.equals(PANICS);
        String yaml = """
                scenario: ignition-%s
                drive: %s
                window: {to: %s}
                model: %s
                placement: edge
                faults: [%s]
                spec: %s
                seed: 1
                """.formatted(
                        board,
                        demo.resolve("drive"),
                        board.equals(PANICS) || board.equals(SHUTS_DOWN) ? "19s" : "9s",
                        demo.resolve("models/signs-int8.yaml"),
                        staysOff ? OFF : OFF + ", {fault: ignition, at: 3s, state: on}",
                        spec);
        return ScenarioFile.read(Files.writeString(folder.resolve(board + ".scenario.yaml"), yaml), Map.of());
    }

    private Judgement judgement(String board) {
        return runs.judgement(board);
    }

    private RunTable run(String board) {
        return runs.run(board);
    }

    private Finding finding(String board, String id) {
        return runs.finding(board, id);
    }

    private FaultSpan span(String board) {
        assertThat(run(board).orderedFaults()).as("one fault, from its off").hasSize(1);
        return run(board).orderedFaults().get(0);
    }

    private List<Kind> events(String board) {
        return run(board).events().stream()
                .map(event -> event.message().getKind())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {SHUTS_DOWN, STAYS, SLEEPS})
    void a_board_that_is_back_after_the_on_passes_whatever_it_made_of_the_off(String board) {
        FaultSpan span = span(board);

        assertThat(judgement(board).verdict())
                .as(() -> judgement(board).findings().toString())
                .isEqualTo(Verdict.PASS);
        assertThat(span.kind()).isEqualTo("ignition");
        assertThat(span.toNanos() - span.fromNanos()).isBetween(2_000_000_000L, 60_000_000_000L);
        assertThat(events(board))
                .as("on for the boot, off and on as ordered, and off as it was found")
                .filteredOn(kind -> kind == Kind.IGNITION_ON || kind == Kind.IGNITION_OFF)
                .containsExactly(Kind.IGNITION_ON, Kind.IGNITION_OFF, Kind.IGNITION_ON, Kind.IGNITION_OFF);
        assertThat(run(board).frames())
                .filteredOn(frame -> !frame.inFault())
                .isNotEmpty()
                .allSatisfy(frame -> assertThat(frame.state()).isEqualTo(State.ANSWERED));
        assertThat(finding(board, "LOSS-1").samples() + finding(board, "LOSS-2").samples())
                .as("a frame counts here or there")
                .isEqualTo(run(board).frames().size());
        assertThat(finding(board, "LOSS-2").samples()).isGreaterThan(15);
    }

    @Test
    void a_board_that_shut_down_says_so_boots_on_the_on_and_has_its_agent_again() {
        FaultSpan span = span(SHUTS_DOWN);

        assertThat(events(SHUTS_DOWN))
                .containsSubsequence(
                        Kind.AGENT_READY,
                        Kind.IGNITION_OFF,
                        Kind.IGNITION_ON,
                        Kind.BOOTLOADER,
                        Kind.KERNEL,
                        Kind.LOGIN_PROMPT,
                        Kind.AGENT_READY);
        assertThat(run(SHUTS_DOWN).frames())
                .filteredOn(FrameRow::inFault)
                .as("frames that fell due while it was down were not sent")
                .anySatisfy(frame -> assertThat(frame.sentNanos()).isEmpty());
        assertThat(run(SHUTS_DOWN).frames())
                .filteredOn(frame -> frame.dueNanos() > span.toNanos())
                .isNotEmpty();
    }

    @Test
    void a_board_that_stayed_on_answers_all_through_the_off_and_is_started_once() {
        assertThat(run(STAYS).frames())
                .filteredOn(FrameRow::inFault)
                .hasSizeGreaterThan(40)
                .allSatisfy(frame -> assertThat(frame.state()).isEqualTo(State.ANSWERED));
        assertThat(events(STAYS)).containsOnlyOnce(Kind.KERNEL, Kind.AGENT_READY);
    }

    @Test
    void a_board_whose_network_slept_is_found_again_in_the_same_boot() {
        assertThat(events(SLEEPS)).containsOnlyOnce(Kind.KERNEL).doesNotContain(Kind.REBOOT);
        assertThat(events(SLEEPS)).filteredOn(kind -> kind == Kind.AGENT_READY).hasSize(2);
    }

    @Test
    void an_ignition_that_stays_off_to_the_drives_end_is_nobodys_failure() {
        assertThat(run(STAYS_OFF).faults()).isEmpty();
        assertThat(judgement(STAYS_OFF).verdict())
                .as(() -> judgement(STAYS_OFF).findings().toString())
                .isEqualTo(Verdict.PASS);
        assertThat(span(STAYS_OFF).toNanos()).isEqualTo(Long.MAX_VALUE);
        assertThat(finding(STAYS_OFF, "LOSS-1").samples()).isLessThan(30);
        assertThat(events(STAYS_OFF))
                .as("it is off as it was found, and is not switched again")
                .endsWith(Kind.IGNITION_OFF);
    }

    @Test
    void a_board_that_does_not_come_back_has_failed_with_its_consoles_words() {
        assertThat(finding(HANGS, "board.alive").verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding(HANGS, "board.alive").sentence()).contains("hangs did not boot: it stayed in state KERNEL.");
        assertThat(finding(HANGS, "board.alive").evidence())
                .extracting(Evidence::text)
                .anyMatch(text -> text.contains("The system is going down NOW!")
                        && text.contains("Waiting for root device /dev/mmcblk0p2"));
        assertThat(judgement(HANGS).verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void a_board_that_shows_nothing_after_the_on_is_inconclusive_as_after_a_power_cut() {
        assertThat(judgement(DEAF).verdict())
                .as(() -> judgement(DEAF).findings().toString())
                .isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(finding(DEAF, "rig.ok").sentence())
                .contains("deaf showed ", " on its console, though its supply was switched on.");
    }

    @Test
    void a_panic_while_the_ignition_is_off_is_the_boards_own() {
        assertThat(finding(PANICS, "board.alive").verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding(PANICS, "board.alive").sentence()).contains("The kernel of panics hit a bug");
        assertThat(events(PANICS)).containsSubsequence(Kind.IGNITION_OFF, Kind.PANIC);
    }

    @Test
    void nothing_is_left_running() {
        assertThat(runs.count()).isEqualTo(BOARDS);
        assertThat(runs.threadsLeft()).isEmpty();
    }
}
