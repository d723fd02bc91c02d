package dev.roadrig.reports.verdict;

import static dev.roadrig.reports.RecordBuilder.due;
import static dev.roadrig.reports.verdict.Judging.LOST;
import static dev.roadrig.reports.verdict.Judging.frames;
import static dev.roadrig.reports.verdict.Judging.judge;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.reports.RecordBuilder;
import dev.roadrig.reports.join.RunTable;
import dev.roadrig.reports.text.VerdictTable;
import dev.roadrig.scenarios.spec.Metric;
import dev.roadrig.scenarios.spec.Requirement.When;
import dev.roadrig.scenarios.spec.Statistic;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a percentile of latencies is in time, late, or not to be told by so few frames. */
class LatencyVerdictTest {
    @Test
    void fifty_nine_frames_in_time_carry_p95_and_fifty_eight_do_not() {
        Finding pass = judge(Ask.p95(100), frames(59, 80).complete());
        assertThat(pass.verdict()).isEqualTo(Verdict.PASS);
        assertThat(pass.sentence())
                .isEqualTo(
                        "p95 is 80 ms (95 % interval from 80 ms up, no upper end) over 59 frames, 0 of them over 100ms."
                                + " At most 100ms holds with 95 % confidence.");
        assertThat(pass.statistic()).isEqualTo("p95 (nearest rank)");
        assertThat(pass.bound()).isEqualTo("at most 100ms");
        assertThat(pass.value()).hasValue(0.08);
        Finding open = judge(Ask.p95(100), frames(58, 80).complete());
        assertThat(open.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(open.sentence()).endsWith("needs at least 1 more frames, if all are in time.");
    }

    @Test
    void forty_three_frames_in_the_tunnel_need_sixteen_more() {
        RecordBuilder record = frames(100, 80).link(0, true).link(50, false).link(93, true);
        Finding finding = judge(Ask.p95(200).when(When.LINK_OUTAGE), record.complete());
        assertThat(finding.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(finding.samples()).isEqualTo(43);
        assertThat(finding.sentence())
                .isEqualTo(
                        "p95 is 80 ms (95 % interval from 80 ms up, no upper end) over 43 frames, 0 of them over 200ms."
                                + " That shows neither that at most 200ms holds nor that it is broken, with 95 % confidence:"
                                + " needs at least 16 more frames, if all are in time.");
        assertThat(judge(Ask.p95(200).when(When.LINK_UP), record.table()).samples())
                .isEqualTo(57);
    }

    @Test
    void a_frame_exactly_at_the_limit_is_in_time_and_a_nanosecond_more_is_not() {
        assertThat(judge(Ask.p95(100), frames(59, 100).complete()).verdict()).isEqualTo(Verdict.PASS);
        assertThat(judge(Ask.p95(100), frames(59, 100.000001).complete()).verdict())
                .isEqualTo(Verdict.FAIL);
    }

    @ParameterizedTest(name = "{0} of 100 over the limit: {1}")
    @CsvSource({"0, PASS", "1, PASS", "2, INCONCLUSIVE", "9, INCONCLUSIVE", "10, FAIL", "100, FAIL"})
    void the_number_of_late_frames_decides(int late, Verdict verdict) {
        RecordBuilder record = new RecordBuilder().answered(late, 0, 150).answered(100 - late, late, 80);
        assertThat(judge(Ask.p95(100), record.complete()).verdict()).isEqualTo(verdict);
    }

    @Test
    void frames_that_are_never_answered_are_missed_deadlines_and_lost() {
        RecordBuilder record = frames(60, 80);
        for (int i = 60; i < 90; i++) {
            record.sent(i);
        }
        RunTable table = record.complete();
        Finding late = judge(Ask.p95(100), table);
        assertThat(late.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(late.value()).hasValue(Double.POSITIVE_INFINITY);
        assertThat(judge(LOST, table).sentence())
                .isEqualTo("30 of 90 frames have no answer (lost or refused). At most 0 is broken as measured.");
        assertThat(judge(Ask.atMost(Metric.LATENCY_END_TO_END, Statistic.MEAN, 1, "1s"), table)
                        .verdict())
                .isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void a_percentile_of_frames_without_an_answer_is_unbounded_and_said_so_once() {
        RecordBuilder record = new RecordBuilder();
        for (int i = 0; i < 100; i++) {
            record.sent(i);
        }
        Finding finding = judge(Ask.p95(100), record.complete());
        assertThat(VerdictTable.measured(finding)).isEqualTo("unbounded");
        assertThat(finding.sentence())
                .startsWith("p95 is unbounded (95 % interval unbounded throughout) over 100 frames, 100 of them over"
                        + " 100ms. What has no answer counts as unbounded, and that is 100 of them.");
    }

    @Test
    void ordered_faults_count_only_where_they_are_asked_for() {
        RecordBuilder record = frames(60, 80).ordered(due(60), "camera", true).answered(5, 60, 900);
        record.ordered(due(65), "camera", false).answered(5, 65, 80);
        RunTable table = record.complete();
        assertThat(judge(Ask.p95(100), table).samples()).isEqualTo(65);
        assertThat(judge(Ask.p95(100).when(When.FAULT), table).samples()).isEqualTo(5);
        assertThat(judge(Ask.p95(100).window(Duration.ZERO, Duration.ZERO, true), table)
                        .samples())
                .isEqualTo(70);
    }

    @Test
    void a_window_counts_from_the_drives_start_and_must_have_been_played() {
        RunTable table = frames(100, 80).complete();
        assertThat(judge(Ask.p95(100).window(Duration.ofSeconds(2), Duration.ofSeconds(3), false), table)
                        .samples())
                .isEqualTo(30);
        assertThat(judge(Ask.p95(100).window(Duration.ofSeconds(2), Duration.ofSeconds(8), false), table)
                        .verdict())
                .isEqualTo(Verdict.PASS);
        Finding finding = judge(Ask.p95(100).window(Duration.ofSeconds(2), Duration.ofSeconds(9), false), table);
        assertThat(finding.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(finding.sentence())
                .startsWith("The drive was played for 10 s and the window asked ends at 11 s. Play a longer drive.");
    }

    @ParameterizedTest(name = "seed {0}")
    @CsvSource({"1", "2", "3", "4", "5", "6", "7", "8"})
    void verdicts_do_not_depend_on_order_or_unit_and_a_faster_frame_never_turns_pass_to_fail(int seed) {
        var random = new Random(seed);
        double[] latencies =
                random.doubles(120).map(u -> 60 - 20 * Math.log1p(-u)).toArray();
        double limit = 100 + random.nextInt(60);
        Verdict verdict = judge(Ask.p95(limit), run(latencies, 1)).verdict();
        double[] reversed = new double[latencies.length];
        for (int i = 0; i < latencies.length; i++) {
            reversed[i] = latencies[latencies.length - 1 - i];
        }
        assertThat(judge(Ask.p95(limit), run(reversed, 1)).verdict())
                .as("seed %d", seed)
                .isEqualTo(verdict);
        assertThat(judge(Ask.p95(limit * 3), run(latencies, 3)).verdict())
                .as("seed %d", seed)
                .isEqualTo(verdict);
        double[] more = java.util.Arrays.copyOf(latencies, latencies.length + 1);
        more[latencies.length] = 1;
        assertThat(judge(Ask.p95(limit), run(more, 1)).verdict())
                .as("seed %d", seed)
                .isNotEqualTo(verdict == Verdict.PASS ? Verdict.FAIL : Verdict.ERROR);
    }

    private static RunTable run(double[] latencies, double scale) {
        RecordBuilder record = new RecordBuilder();
        for (int i = 0; i < latencies.length; i++) {
            record.answered(i, Math.round(latencies[i]) * scale);
        }
        return record.complete();
    }
}
