package dev.roadrig.reports.verdict;

import static dev.roadrig.reports.RecordBuilder.MS;
import static dev.roadrig.reports.RecordBuilder.due;
import static dev.roadrig.reports.verdict.Judging.LOST;
import static dev.roadrig.reports.verdict.Judging.judge;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.reports.RecordBuilder;
import dev.roadrig.reports.join.RunTable;
import dev.roadrig.scenarios.record.v1.BoardEvent;
import dev.roadrig.scenarios.record.v1.BoardStamps;
import dev.roadrig.scenarios.record.v1.CloudTry;
import dev.roadrig.scenarios.record.v1.CloudTry.Outcome;
import dev.roadrig.scenarios.record.v1.LateExit;
import dev.roadrig.scenarios.record.v1.Result;
import dev.roadrig.scenarios.spec.Metric;
import dev.roadrig.scenarios.spec.Statistic;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A link that was later than it was asked to be may have kept answers of the cloud from being in time. */
class LinkDecidesTest {
    private static final long DEADLINE = 80 * MS;
    private static final Ask RECOVERY = Ask.atMost(Metric.RECOVERY, Statistic.MAX, 0.25, "250ms");

    private static RecordBuilder record() {
        return new RecordBuilder().cloudDeadline(DEADLINE);
    }

    private static Consumer<Result.Builder> cloud(int frame, Outcome outcome) {
        return r -> r.setCloud(CloudTry.newBuilder().setOutcome(outcome))
                .setStamps(BoardStamps.newBuilder().setReceivedNs(due(frame) + MS));
    }

    /** The cloud's answer came so long after the deadline, in which the link held something too long by itself. */
    private static void late(RecordBuilder record, int frame, long byNanos, long linkNanos) {
        long at = due(frame) + MS + DEADLINE + byNanos;
        record.at(
                at + MS,
                BoardEvent.newBuilder()
                        .setKind(BoardEvent.Kind.LATE_ANSWER)
                        .setFrame(frame)
                        .setBoardNs(at)
                        .build());
        record.carried(due(frame) + 99 * MS, 0, up -> up.setWindowNs(100 * MS)
                .addLateExits(
                        LateExit.newBuilder().setAtNs(due(frame) + 40 * MS).setLateNs(linkNanos)));
    }

    /** A hundred frames whose answers of the cloud came 3 ms after their deadline, and so the edge answered at 120 ms. */
    private static RunTable missed(long linkNanos) {
        RecordBuilder record = record();
        for (int i = 0; i < 100; i++) {
            record.sent(i).result(i, 120, cloud(i, Outcome.DEADLINE_MISSED));
            late(record, i, 3 * MS, linkNanos);
        }
        return record.complete();
    }

    @Test
    void a_deadline_that_the_links_own_lateness_missed_fails_no_board() {
        Finding finding = judge(Ask.p95(100), missed(3 * MS));

        assertThat(finding.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(finding.sentence()).startsWith("The link's own error decides this and not the board");
        assertThat(judge(Ask.p95(121), missed(3 * MS)).verdict()).isEqualTo(Verdict.PASS);
        // A link in time would have had the answer there at the deadline's end and not much before.
        assertThat(judge(Ask.p95(75), missed(3 * MS)).verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void a_link_that_was_late_by_less_than_the_answer_decides_nothing() {
        assertThat(judge(Ask.p95(100), missed(3 * MS - 1)).verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void an_answer_that_never_came_is_the_links_only_if_it_held_something_for_as_long_as_the_board_waits() {
        RecordBuilder record = record();
        for (int i = 0; i < 100; i++) {
            record.sent(i).result(i, 120, cloud(i, Outcome.DEADLINE_MISSED));
        }
        assertThat(judge(Ask.p95(100), record.complete()).verdict()).isEqualTo(Verdict.FAIL);
        for (int i = 0; i < 100; i++) {
            int frame = i;
            record.carried(
                    due(i) + 1_500 * MS,
                    0,
                    up -> up.addLateExits(LateExit.newBuilder()
                            .setAtNs(due(frame) + 1_400 * MS)
                            .setLateNs(2_000 * MS)));
        }
        assertThat(judge(Ask.p95(100), record.table()).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void frames_that_were_not_asked_because_the_late_link_counted_as_down_are_as_open() {
        RecordBuilder record = record();
        record.sent(0).result(0, 120, cloud(0, Outcome.DEADLINE_MISSED));
        late(record, 0, 3 * MS, 4 * MS);
        for (int i = 1; i < 140; i++) {
            record.sent(i).result(i, 30, cloud(i, Outcome.SKIPPED_LINK_DOWN));
        }
        // Each may have waited for the cloud in vain before the edge was asked: 30 ms and 80 ms.
        assertThat(judge(Ask.p95(100), record.complete()).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judge(Ask.p95(110), record.table()).verdict()).isEqualTo(Verdict.PASS);
        // An outage was asked for in the meantime: then it would have counted as down anyway.
        record.link(0, true).link(2, false);
        assertThat(judge(Ask.p95(100), record.table()).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void a_frame_for_which_two_questions_were_open_too_long_is_open_and_others_are_not() {
        RecordBuilder record = record();
        for (int i = 0; i < 100; i += 2) {
            record.sent(i).result(i, 120, cloud(i, Outcome.DEADLINE_MISSED));
            late(record, i, 22 * MS, 4 * MS);
            record.sent(i + 1).result(i + 1, 30, cloud(i + 1, Outcome.SKIPPED_BUSY));
        }
        // Answers came 3 ms after the next frame: 4 ms of the link's own are enough, and for the misses are not.
        assertThat(judge(Ask.p95(121), record.complete()).verdict()).isEqualTo(Verdict.PASS);
        assertThat(record.table().frames().get(1).answer().orElseThrow().inTime())
                .isPresent();
        assertThat(record.table().frames().get(2).answer().orElseThrow().inTime())
                .isEmpty();
    }

    @Test
    void where_only_the_cloud_may_answer_a_late_link_loses_no_result() {
        RecordBuilder record = record().answered(99, 0, 40).sent(99);
        record.result(99, 82, r -> cloud(99, Outcome.DEADLINE_MISSED)
                .accept(r.clearDecoded().setError("no answer")));
        assertThat(judge(LOST, record.complete()).verdict()).isEqualTo(Verdict.FAIL);
        late(record, 99, 3 * MS, 4 * MS);
        assertThat(judge(LOST, record.table()).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judge(LOST, record.table()).sentence()).startsWith("The link's own error decides this");
    }

    @Test
    void a_recovery_that_waited_for_the_links_own_lateness_is_open() {
        RecordBuilder record = record().link(0, false).link(10, true);
        record.sent(11).result(11, 120, cloud(11, Outcome.DEADLINE_MISSED));
        record.sent(12).result(12, 60, RecordBuilder::cloud);
        assertThat(judge(RECOVERY, record.complete()).verdict()).isEqualTo(Verdict.FAIL);
        late(record, 11, 3 * MS, 4 * MS);
        assertThat(judge(RECOVERY, record.table()).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }
}
