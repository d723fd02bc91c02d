package dev.roadrig.reports.verdict;

import static dev.roadrig.reports.RecordBuilder.MS;
import static dev.roadrig.reports.RecordBuilder.due;
import static dev.roadrig.reports.verdict.Judging.LOST;
import static dev.roadrig.reports.verdict.Judging.frames;
import static dev.roadrig.reports.verdict.Judging.judge;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.reports.RecordBuilder;
import dev.roadrig.reports.join.RunTable;
import dev.roadrig.scenarios.record.v1.BoardStamps;
import dev.roadrig.scenarios.record.v1.FaultSeen.Culprit;
import dev.roadrig.scenarios.record.v1.LateExit;
import dev.roadrig.scenarios.record.v1.LinkCarried;
import dev.roadrig.scenarios.record.v1.RunEnd.Outcome;
import dev.roadrig.scenarios.spec.Requirement.When;
import org.junit.jupiter.api.Test;

/** What the rig's own errors leave open of a frame decides nothing about the board. */
class ErrorIntervalTest {
    @Test
    void a_refused_frame_has_no_answer_and_an_unsent_one_is_the_rigs() {
        RunTable refused =
                frames(3, 80).sent(3).result(3, 5, r -> r.setError("too large")).complete();
        assertThat(judge(LOST, refused).verdict()).isEqualTo(Verdict.FAIL);
        RunTable unsent = frames(3, 80).frame(3, "day").complete();
        Finding finding = judge(LOST, unsent);
        assertThat(finding.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(finding.sentence())
                .isEqualTo(
                        "The rig, which never sent some frames, decides this and not the board: it is PASS at one end of"
                                + " the error intervals and FAIL at the other. 0 of 4 frames have no answer (lost or refused).");
    }

    @Test
    void an_unsent_frame_of_an_ordered_fault_in_which_there_is_nobody_to_send_it_to_has_no_answer() {
        RunTable away = frames(3, 80)
                .ordered(due(3), "power-cut", true)
                .frame(3, "day")
                .frame(4, "day")
                .ordered(due(5), "power-cut", false)
                .complete();
        Finding finding = judge(LOST.when(When.FAULT), away);
        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.sentence()).startsWith("2 of 2 frames have no answer (lost or refused).");
        assertThat(judge(LOST, away).verdict())
                .as("outside of it all are there")
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void an_unsent_frame_of_a_camera_that_was_told_to_lose_it_is_the_rigs() {
        RunTable dropped = frames(3, 80)
                .ordered(due(3), "camera", true)
                .frame(3, "day")
                .ordered(due(4), "camera", false)
                .complete();
        assertThat(judge(LOST.when(When.FAULT), dropped).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void a_late_replayer_makes_only_the_margins_that_it_could_change_inconclusive() {
        RecordBuilder record = new RecordBuilder();
        for (int i = 0; i < 100; i++) {
            record.frame(i, "day").feed(i, 15 * MS).result(i, 90);
        }
        Finding tight = judge(Ask.p95(100), record.complete());
        assertThat(tight.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(tight.sentence())
                .startsWith(
                        "The replayer's own lateness decides this and not the board: it is PASS at one end of the error"
                                + " intervals and FAIL at the other. p95 is 90 ms");
        assertThat(judge(Ask.p95(106), record.table()).verdict()).isEqualTo(Verdict.PASS);
        assertThat(judge(Ask.p95(74), record.table()).verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void a_limit_that_a_late_emulation_breaks_is_no_failure_of_the_board() {
        RecordBuilder record = new RecordBuilder().answered(80, 0, 80);
        for (int i = 80; i < 100; i++) {
            record.sent(i)
                    .result(i, 130, r -> r.setStamps(BoardStamps.newBuilder().setEmulationLateNs(50 * MS)));
        }
        Finding finding = judge(Ask.p95(100), record.complete());
        assertThat(finding.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(finding.sentence()).startsWith("The emulation's own lateness decides this and not the board");
        assertThat(judge(Ask.p95(70), record.table()).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(judge(Ask.p95(190), record.table()).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void a_late_link_is_named() {
        RecordBuilder record = new RecordBuilder();
        for (int i = 0; i < 100; i++) {
            record.sent(i).result(i, 90, RecordBuilder::cloud).linkLate(due(i) + 95 * MS, 8 * MS);
        }
        assertThat(judge(Ask.p95(100), record.complete()).sentence()).startsWith("The link's own error decides this");
    }

    @Test
    void a_late_link_decides_nothing_but_the_margin_of_the_frames_that_crossed_it() {
        RecordBuilder record = new RecordBuilder();
        for (int i = 0; i < 100; i++) {
            record.sent(i).result(i, 90, RecordBuilder::cloud);
            int frame = i;
            // Both ways, and each frame has its own: no neighbour's lateness counts.
            record.carried(due(i) + 95 * MS, 0, up -> late(up, due(frame) + 20 * MS, 9 * MS)
                    .setWindowNs(100 * MS));
            record.carried(due(i) + 95 * MS, 0, down -> late(down, due(frame) + 80 * MS, 3 * MS)
                    .setUp(false)
                    .setWindowNs(100 * MS));
        }
        RunTable table = record.complete();
        Finding finding = judge(Ask.p95(100), table);
        assertThat(finding.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(finding.sentence()).startsWith("The link's own error decides this and not the board");
        assertThat(judge(Ask.p95(80), table).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judge(Ask.p95(103), table).verdict()).isEqualTo(Verdict.PASS);
        assertThat(judge(Ask.p95(77), table).verdict()).isEqualTo(Verdict.FAIL);
    }

    private static LinkCarried.Builder late(LinkCarried.Builder carried, long at, long late) {
        return carried.addLateExits(LateExit.newBuilder().setAtNs(at).setLateNs(late));
    }

    @Test
    void a_link_that_was_late_for_others_leaves_a_frame_exact() {
        RecordBuilder record = new RecordBuilder();
        for (int i = 0; i < 100; i++) {
            record.sent(i).result(i, 40, RecordBuilder::cloud);
            int frame = i;
            record.carried(due(i) + 95 * MS, 0, up -> late(up, due(frame) + 60 * MS, 30 * MS)
                    .setOtherLateNs(MS / 10)
                    .setWindowNs(100 * MS));
        }
        assertThat(judge(Ask.p95(41), record.complete()).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void frames_in_flight_at_the_end_are_pending_and_not_dropped() {
        RecordBuilder record = frames(59, 80);
        record.sent(59).sent(60).fault(Culprit.BOARD, "panic");
        RunTable died = record.end(Outcome.FAULTED).table();
        Finding latency = judge(Ask.p95(150), died);
        assertThat(latency.samples()).isEqualTo(61);
        assertThat(latency.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(latency.sentence()).startsWith("The end of the run, with frames still in flight, decides this");
        assertThat(judge(LOST, died).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void unusable_frames_are_left_out_and_too_many_of_them_carry_nothing() {
        RecordBuilder record = frames(190, 80);
        for (int i = 190; i < 200; i++) {
            record.sent(i)
                    .result(i, 300, r -> r.setStamps(BoardStamps.newBuilder().setEmulationOverrunNs(MS)));
        }
        RunTable few = record.complete();
        Finding fine = judge(Ask.p95(100), few);
        assertThat(fine.verdict()).isEqualTo(Verdict.PASS);
        assertThat(fine.evidence().get(0).text())
                .contains("left out: 10 x emulation overrun\n")
                .contains("n = 190,");
        for (int i = 200; i < 220; i++) {
            record.sent(i)
                    .result(i, 80, r -> r.setStamps(BoardStamps.newBuilder().setEmulationOverrunNs(MS)));
        }
        Finding many = judge(Ask.p95(100), record.complete());
        assertThat(many.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(many.sentence()).startsWith("The instruments were not good enough: 30 of 220 frames are unusable");
    }
}
