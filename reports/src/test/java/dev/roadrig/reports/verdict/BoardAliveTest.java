package dev.roadrig.reports.verdict;

import static dev.roadrig.reports.RecordBuilder.due;
import static dev.roadrig.reports.verdict.Judging.builtIn;
import static dev.roadrig.reports.verdict.Judging.frames;
import static dev.roadrig.reports.verdict.Judging.judge;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.reports.RecordBuilder;
import dev.roadrig.reports.join.RunTable;
import dev.roadrig.scenarios.record.v1.BoardEvent.Kind;
import dev.roadrig.scenarios.record.v1.FaultSeen.Culprit;
import dev.roadrig.scenarios.record.v1.RunEnd.Outcome;
import dev.roadrig.scenarios.spec.Requirement.When;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The two requirements that every spec has: that the rig held, and that the board stayed alive. */
class BoardAliveTest {
    @Test
    void a_rig_fault_is_an_error_and_leaves_no_requirement_passed_or_failed() {
        RecordBuilder record = frames(100, 900);
        Judgement judgement = Judge.judge(
                List.of(record.fault(Culprit.RIG, "The port closed after frame 99.")
                        .end(Outcome.FAULTED)
                        .table()),
                Ask.p95(100).spec());
        assertThat(judgement.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(judgement.findings())
                .extracting(Finding::verdict)
                .containsExactly(Verdict.ERROR, Verdict.PASS, Verdict.INCONCLUSIVE);
        assertThat(judgement.findings().get(0).sentence()).isEqualTo("The port closed after frame 99.");
        assertThat(judgement.findings().get(0).evidence().get(0).text()).isEqualTo("0.00 V");
        assertThat(judgement.findings().get(2).sentence()).startsWith("No repetition ran with a rig that held");
        assertThat(ExitCode.of(List.of(judgement), ExitCode.Policy.FAIL)).isEqualTo(ExitCode.ERRORED);
    }

    @Test
    void a_record_without_an_end_is_incomplete_at_its_frame() {
        Finding cut = builtIn(0, frames(12, 10).table());
        assertThat(cut.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(cut.sentence()).startsWith("The record is incomplete at frame 11: it has no end");
        Finding interrupted = builtIn(0, frames(12, 10).end(Outcome.INTERRUPTED).table());
        assertThat(interrupted.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(interrupted.sentence()).isEqualTo("The run was interrupted at frame 11. Run again.");
    }

    @Test
    void a_failure_with_no_evidence_for_whose_it_was_is_inconclusive() {
        RunTable run = frames(12, 10)
                .fault(Culprit.UNKNOWN, "No answer.")
                .end(Outcome.FAULTED)
                .table();
        Finding unknown = builtIn(0, run);
        assertThat(builtIn(1, run).verdict())
                .as("that the board stayed alive is not shown either")
                .isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(unknown.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(unknown.sentence()).isEqualTo("No answer. Nothing shows whether the rig failed or the board.");
        assertThat(builtIn(0, frames(12, 10).end(Outcome.FAULTED).table()).verdict())
                .isEqualTo(Verdict.INCONCLUSIVE);
    }

    @ParameterizedTest
    @CsvSource({
        "REBOOT, FAIL",
        "PANIC, FAIL",
        "WATCHDOG, FAIL",
        "OUT_OF_MEMORY, FAIL",
        "AGENT_DEAD, FAIL",
        "KERNEL, PASS",
        "LINK_DOWN, PASS"
    })
    void a_board_that_dies_by_itself_fails_with_the_console_as_evidence(Kind kind, Verdict verdict) {
        RecordBuilder record =
                frames(12, 10).console(due(3), "Oops: 0\r\nCall trace\n").event(due(3), kind, "seen");
        Finding finding = builtIn(1, record.complete());
        assertThat(finding.verdict()).isEqualTo(verdict);
        if (verdict == Verdict.FAIL) {
            assertThat(finding.evidence().get(0).text()).isEqualTo("Oops: 0\nCall trace");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"power-cut", "reboot", "ignition"})
    void an_ordered_reboot_is_neither_and_a_second_one_is_the_boards(String fault) {
        RecordBuilder record = frames(5, 10).ordered(due(2), fault, true).ordered(due(3), fault, false);
        record.event(due(3) + 1, Kind.REBOOT, "U-Boot").event(due(2) + 1, Kind.AGENT_DEAD, "gone");
        record.event(due(4), Kind.AGENT_READY, "ready");
        assertThat(builtIn(1, record.complete()).verdict()).isEqualTo(Verdict.PASS);
        assertThat(builtIn(1, record.event(due(3) + 2, Kind.REBOOT, "again").complete())
                        .verdict())
                .isEqualTo(Verdict.FAIL);
        RecordBuilder panic = frames(5, 10).ordered(due(2), fault, true).event(due(3), Kind.PANIC, "panic");
        assertThat(builtIn(1, panic.complete()).verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void an_ignition_that_stays_off_excuses_a_board_that_goes_down_to_the_end_and_keeps_its_frames_out() {
        RecordBuilder record =
                frames(60, 80).ordered(due(60), "ignition", true).sent(60).sent(61);
        record.event(due(61), Kind.IGNITION_OFF, "the ignition was switched off");
        RunTable table = record.event(due(61) + 1, Kind.AGENT_DEAD, "gone").complete();
        assertThat(builtIn(0, table).verdict()).isEqualTo(Verdict.PASS);
        assertThat(builtIn(1, table).verdict()).isEqualTo(Verdict.PASS);
        assertThat(judge(Ask.p95(100), table).samples()).isEqualTo(60);
        assertThat(judge(Ask.p95(100).when(When.FAULT), table).samples()).isEqualTo(2);
    }

    @Test
    void a_board_fault_fails_the_board_and_not_the_rig() {
        RunTable table = frames(12, 10)
                .fault(Culprit.BOARD, "The board never booted.")
                .end(Outcome.FAULTED)
                .table();
        assertThat(builtIn(0, table).verdict()).isEqualTo(Verdict.PASS);
        assertThat(builtIn(1, table).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(builtIn(1, table).sentence()).isEqualTo("The board never booted.");
    }
}
