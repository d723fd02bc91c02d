package dev.roadrig.reports.verdict;

import static dev.roadrig.reports.RecordBuilder.MS;
import static dev.roadrig.reports.RecordBuilder.due;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadrig.reports.RecordBuilder;
import dev.roadrig.reports.join.RunTable;
import dev.roadrig.reports.text.VerdictTable;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.record.v1.BoardEvent.Kind;
import dev.roadrig.scenarios.record.v1.BoardStamps;
import dev.roadrig.scenarios.record.v1.Decoded;
import dev.roadrig.scenarios.record.v1.FaultSeen.Culprit;
import dev.roadrig.scenarios.record.v1.LateExit;
import dev.roadrig.scenarios.record.v1.LinkCarried;
import dev.roadrig.scenarios.record.v1.Reading.Quantity;
import dev.roadrig.scenarios.record.v1.RunEnd.Outcome;
import dev.roadrig.scenarios.spec.Metric;
import dev.roadrig.scenarios.spec.Requirement.When;
import dev.roadrig.scenarios.spec.Statistic;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JudgeTest {
    private static final Ask LOST = Ask.atMost(Metric.RESULTS_LOST, Statistic.COUNT, 0, "0");
    private static final Ask RIGHT =
            Ask.atMost(Metric.ACCURACY_TOP_1, Statistic.SHARE, 0.95, "0.95").atLeast();

    private static Finding judge(Ask ask, RunTable... runs) {
        return Judge.judge(List.of(runs), ask.spec()).findings().get(2);
    }

    private static Finding builtIn(int index, RunTable... runs) {
        return Judge.judge(List.of(runs), LOST.spec()).findings().get(index);
    }

    private static RecordBuilder frames(int n, double latencyMs) {
        return new RecordBuilder().answered(n, 0, latencyMs);
    }

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

    @Test
    void each_slice_is_judged_and_the_worst_is_the_whole() {
        RecordBuilder record = new RecordBuilder();
        for (int i = 0; i < 100; i++) {
            int klass = i % 10 == 0 && i >= 50 ? 8 : 7;
            record.frame(i, i < 50 ? "day" : "dusk").feed(i, 0).result(i, 10, r -> r.setDecoded(0, decoded(klass)));
        }
        Finding finding = judge(RIGHT.forEach("light", 50), record.complete());
        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.slices()).extracting(Finding::slice).containsExactly("light=day", "light=dusk");
        assertThat(finding.slices()).extracting(Finding::verdict).containsExactly(Verdict.PASS, Verdict.FAIL);
        assertThat(finding.sentence())
                .startsWith("Worst of 2 slices is light=dusk: 45 of 50 labelled objects are right, 90 % (95 % interval"
                        + " 78.6 % to 95.7 % by Wilson). At least 0.95 is broken as measured.");
        Finding few = judge(RIGHT.forEach("light", 51), record.table());
        assertThat(few.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(few.sentence()).contains("Needs at least 1 more labelled objects for the 51 asked.");
        assertThat(judge(RIGHT.forEach("weather", 0), record.table()).sentence())
                .isEqualTo("No frame of the drive has the attribute weather, so there are no slices to judge.");
    }

    private static Decoded.Builder decoded(int klass) {
        return Decoded.newBuilder().setClassId(klass);
    }

    @Test
    void accuracy_is_as_measured_with_its_interval_and_unanswered_objects_are_wrong() {
        RecordBuilder record = frames(95, 10);
        for (int i = 95; i < 100; i++) {
            record.sent(i);
        }
        Finding finding = judge(RIGHT, record.complete());
        assertThat(finding.verdict()).as("0.95 exactly is enough").isEqualTo(Verdict.PASS);
        assertThat(finding.value()).hasValue(0.95);
        assertThat(finding.sentence())
                .contains("5 objects have no answer and count as wrong.")
                .contains("The objects come in 10 tracks, and samples of one track depend on each other");
        assertThat(judge(RIGHT, frames(200, 10).complete()).sentence()).contains("All of 200 right is rare");
    }

    @Test
    void mean_power_is_inferred_and_repeats_do_not_count() {
        var random = new Random(9);
        RecordBuilder record = frames(200, 10);
        double value = 0;
        for (int i = 0; i < 400; i++) {
            value = i % 2 == 0 ? 2 + random.nextGaussian() * 0.2 : value;
            record.reading(due(0) + i * 50L * MS, "vin", Quantity.POWER, value);
        }
        RunTable table = record.complete();
        Ask mean = Ask.atMost(Metric.POWER, Statistic.MEAN, 2.1, "2.1 W");
        Finding finding = judge(mean, table);
        assertThat(finding.samples()).isEqualTo(200);
        assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
        assertThat(finding.evidence().get(0).text()).contains("200 x the sensor's previous value read again");
        assertThat(judge(Ask.atMost(Metric.POWER, Statistic.MEAN, 2.0, "2 W"), table)
                        .verdict())
                .isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judge(Ask.atMost(Metric.POWER, Statistic.MEAN, 1.9, "1.9 W"), table)
                        .verdict())
                .isEqualTo(Verdict.FAIL);
        assertThat(judge(mean.of("5v"), table).sentence()).isEqualTo("No meter reports power of 5v; there is vin.");
    }

    @Test
    void a_missing_metric_is_never_a_pass() {
        RunTable table = frames(100, 10).complete();
        for (Metric metric : Metric.values()) {
            Finding finding = judge(
                    Ask.atMost(metric, metric == Metric.ACCURACY_TOP_1 ? Statistic.SHARE : Statistic.MAX, 1e9, "1e9"),
                    new RecordBuilder().complete());
            if (metric != Metric.RESULTS_LOST && metric != Metric.ACCURACY_TOP_1) {
                assertThat(finding.verdict()).as("%s", metric).isEqualTo(Verdict.INCONCLUSIVE);
            }
        }
        assertThat(judge(Ask.atMost(Metric.TEMPERATURE, Statistic.MAX, 85, "85 C"), table)
                        .sentence())
                .isEqualTo("The record holds no reading of temperature: no meter was there, or it said nothing. Run"
                        + " `roadrig rack check` for the board's meter.");
        assertThat(judge(LOST, new RecordBuilder().complete()).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judge(RIGHT, new RecordBuilder().complete()).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void the_highest_temperature_is_as_measured_and_only_of_the_drive() {
        RecordBuilder record = frames(20, 10).reading(due(5), "soc", Quantity.TEMPERATURE, 85);
        record.reading(due(0) - 1, "soc", Quantity.TEMPERATURE, 99).reading(due(25), "soc", Quantity.TEMPERATURE, 99);
        Finding finding = judge(Ask.atMost(Metric.TEMPERATURE, Statistic.MAX, 85, "85 C"), record.complete());
        assertThat(finding.sentence()).isEqualTo("max is 85 C over 1 readings. At most 85 C holds as measured.");
    }

    @Test
    void energy_of_an_inference_is_refused_where_the_sensor_is_too_slow_and_exact_where_it_is_not() {
        RecordBuilder slow = energy(10);
        Ask ask = Ask.atMost(Metric.ENERGY_PER_INFERENCE, Statistic.MAX, 0.1, "100 mJ");
        assertThat(judge(ask, slow.complete()).sentence())
                .isEqualTo("The power sensor gives 100 new samples a second, and an inference of 23 ms needs 870 (20 an"
                        + " inference). Use a faster meter, or bound the mean power.");
        Finding fast = judge(ask, energy(1).complete());
        assertThat(fast.verdict()).isEqualTo(Verdict.PASS);
        assertThat(fast.value().orElseThrow()).as("23 ms at about 3 W").isBetween(0.0689, 0.0691);
    }

    private static RecordBuilder energy(int periodMs) {
        RecordBuilder record = new RecordBuilder();
        for (int i = 0; i < 10; i++) {
            record.exchange(due(0) + i * 90L * MS, 0, "boot-1");
        }
        for (int i = 0; i < 9; i++) {
            record.sent(i).result(i, 40, RecordBuilder.stamps(i, 40, 0));
        }
        for (long t = due(0); t < due(10); t += periodMs * MS) {
            record.reading(t, "vin", Quantity.POWER, 3 + 1e-3 * (t / MS % 2 == 0 ? 1 : -1) + t * 1e-15);
        }
        return record;
    }

    @Test
    void recovery_runs_from_the_outages_end_to_the_first_choice() {
        RecordBuilder record = new RecordBuilder().link(0, true).link(5, false).link(10, true);
        for (int i = 0; i < 30; i++) {
            if (i < 5 || i >= 14) {
                record.sent(i).result(i, 60, RecordBuilder::cloud);
            } else {
                record.answered(i, 40);
            }
        }
        Ask ask = Ask.atMost(Metric.RECOVERY, Statistic.MAX, 0.46, "460ms");
        Finding finding = judge(ask, record.complete());
        assertThat(finding.value()).hasValue(0.46);
        assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
        RunTable never = new RecordBuilder()
                .link(0, false)
                .answered(5, 0, 40)
                .link(2, true)
                .complete();
        assertThat(judge(ask, never).sentence()).startsWith("The drive, which leaves no longer time after an outage,");
        assertThat(judge(ask, frames(5, 10).link(0, true).complete()).sentence())
                .isEqualTo("No outage ended in the conditions of this run, so there is nothing to recover from.");
    }

    @Test
    void a_given_that_was_not_met_or_not_measured_names_its_instrument() {
        RecordBuilder record = frames(60, 10).reading(due(3), "ambient", Quantity.TEMPERATURE, 57);
        RunTable table = record.complete();
        assertThat(judge(Ask.p95(100).given("ambient", "60 C +-3"), table).verdict())
                .isEqualTo(Verdict.PASS);
        Finding cold = judge(Ask.p95(100).given("ambient", "60 C +-2"), table);
        assertThat(cold.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(cold.sentence()).startsWith("Given is ambient 60 C +-2, and it was measured as 57 C.");
        assertThat(judge(Ask.p95(100).given("state", "parking"), table).sentence())
                .startsWith("Given is state parking, and no instrument of this board reports state.");
        assertThat(judge(Ask.p95(100).given("power-mode", "15W"), table).verdict())
                .isEqualTo(Verdict.PASS);
        assertThat(judge(Ask.p95(100).given("power-mode", "30W"), table).sentence())
                .startsWith("Given is power-mode 30W, and the board says 15W.");
    }

    @Test
    void a_statistic_that_does_not_fit_is_bad_input() {
        assertThatThrownBy(() -> judge(
                        Ask.atMost(Metric.LATENCY_END_TO_END, Statistic.COUNT, 1, "1"),
                        frames(3, 10).complete()))
                .isInstanceOf(BadInput.class)
                .hasMessage(
                        "R-1 (line 3): the statistic count does not fit latency.end-to-end; ask for a percentile, mean,"
                                + " max or min.");
    }

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

    @Test
    void repetitions_are_judged_together_and_each_is_shown() {
        RunTable first = frames(40, 80).end(Outcome.COMPLETED).repetition(1);
        RunTable second = frames(40, 90).end(Outcome.COMPLETED).repetition(2);
        Finding finding = judge(Ask.p95(100), first, second);
        assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
        assertThat(finding.samples()).isEqualTo(80);
        assertThat(finding.evidence().get(1).text()).isEqualTo("repetition 1: 80 ms\nrepetition 2: 90 ms");
        RunTable broken = frames(40, 900).repetition(2);
        Finding rest = judge(Ask.p95(100), first, broken);
        assertThat(rest.samples())
                .as("the repetition that was cut off is no evidence")
                .isEqualTo(40);
        assertThat(rest.evidence().get(1).text())
                .isEqualTo("repetition 1: 80 ms\nrepetition 2: 900 ms (does not count: the rig did not hold)");
        assertThat(builtIn(0, first, broken).sentence()).startsWith("Repetition 2: The record is incomplete");
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

    @Test
    void records_of_different_scenarios_are_not_judged_together() {
        assertThatThrownBy(() -> Judge.judge(List.of(), LOST.spec())).isInstanceOf(BadInput.class);
    }

    @Test
    void the_exit_code_says_fail_before_error_before_inconclusive() {
        Judgement pass =
                Judge.judge(List.of(frames(60, 80).complete()), Ask.p95(100).spec());
        Judgement fail =
                Judge.judge(List.of(frames(60, 80).complete()), Ask.p95(10).spec());
        Judgement error =
                Judge.judge(List.of(frames(60, 80).table()), Ask.p95(100).spec());
        Judgement open =
                Judge.judge(List.of(frames(6, 80).complete()), Ask.p95(100).spec());
        assertThat(ExitCode.of(List.of(pass), ExitCode.Policy.FAIL).code()).isZero();
        assertThat(ExitCode.of(List.of(pass, open, error, fail), ExitCode.Policy.FAIL)
                        .code())
                .isEqualTo(1);
        assertThat(ExitCode.of(List.of(pass, open, error), ExitCode.Policy.WARN).code())
                .isEqualTo(3);
        assertThat(ExitCode.of(List.of(pass, open), ExitCode.Policy.FAIL).code())
                .isEqualTo(4);
        assertThat(ExitCode.of(List.of(pass, open), ExitCode.Policy.WARN).code())
                .isZero();
        assertThat(ExitCode.of(List.of(), ExitCode.Policy.WARN).code()).isEqualTo(3);
        assertThat(ExitCode.ERRORED.bisectCode()).isEqualTo(125);
        assertThat(ExitCode.FAILED.bisectCode()).isEqualTo(1);
    }
}
