package dev.roadrig.reports.join;

import static dev.roadrig.reports.RecordBuilder.MS;
import static dev.roadrig.reports.RecordBuilder.due;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadrig.reports.RecordBuilder;
import dev.roadrig.reports.join.FrameRow.Answer;
import dev.roadrig.reports.join.FrameRow.Stage;
import dev.roadrig.reports.join.FrameRow.State;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.record.v1.BoardStamps;
import dev.roadrig.scenarios.record.v1.Decoded;
import dev.roadrig.scenarios.record.v1.Reading.Quantity;
import dev.roadrig.scenarios.record.v1.RunEnd;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunTablesTest {
    private static FrameRow frame(RunTable table, int frame) {
        return table.frames().get(frame);
    }

    private static List<State> states(RunTable table) {
        return table.frames().stream().map(FrameRow::state).toList();
    }

    @Test
    void latency_counts_from_the_moment_a_frame_was_due() {
        RunTable table = new RecordBuilder()
                .frame(0, "day")
                .feed(0, 30 * MS)
                .result(0, 80)
                .complete();
        FrameRow row = frame(table, 0);
        assertThat(row.latencyNanos()).hasValue(80 * MS);
        assertThat(row.answer().orElseThrow().stages()).containsEntry(Stage.FEED, 30 * MS);
        assertThat(row.answer().orElseThrow().errorNanos())
                .as("the lateness is the rig's")
                .isEqualTo(30 * MS);
    }

    @Test
    void a_frame_without_an_answer_is_lost_only_when_the_run_went_on_to_its_end() {
        assertThat(states(new RecordBuilder().answered(0, 10).sent(1).complete()))
                .containsExactly(State.ANSWERED, State.LOST);
        assertThat(states(new RecordBuilder().answered(0, 10).sent(1).table()))
                .containsExactly(State.ANSWERED, State.PENDING);
        assertThat(states(new RecordBuilder()
                        .answered(0, 10)
                        .sent(1)
                        .end(RunEnd.Outcome.FAULTED)
                        .table()))
                .containsExactly(State.ANSWERED, State.PENDING);
        RunTable refused = new RecordBuilder()
                .sent(0)
                .result(0, 5, r -> r.clearDecoded().setError("too large"))
                .complete();
        assertThat(states(refused)).containsExactly(State.REFUSED);
        assertThat(frame(refused, 0).latencyNanos()).isEmpty();
        assertThat(frame(refused, 0).objects().get(0).answered()).isEmpty();
    }

    @Test
    void results_out_of_order_are_joined_by_their_frame() {
        RunTable table =
                new RecordBuilder().sent(0).sent(1).result(1, 20).result(0, 150).complete();
        assertThat(frame(table, 0).latencyNanos()).hasValue(150 * MS);
        assertThat(frame(table, 1).latencyNanos()).hasValue(20 * MS);
    }

    @Test
    void a_second_result_of_a_frame_is_counted_and_not_used() {
        RunTable table = new RecordBuilder().answered(0, 10).result(0, 30).complete();
        assertThat(frame(table, 0).latencyNanos()).hasValue(10 * MS);
        assertThat(table.doublyMatched()).isEqualTo(1);
        assertThat(table.unmatched()).isZero();
    }

    @Test
    void a_result_of_a_previous_run_belongs_to_no_frame() {
        RunTable early = new RecordBuilder().sent(5).result(5, -400).complete();
        assertThat(early.unmatched()).isEqualTo(1);
        assertThat(states(early)).containsExactly(State.LOST);
        RunTable strange = new RecordBuilder()
                .sent(5)
                .result(5, 10, r -> r.setRequest(4711))
                .complete();
        assertThat(strange.unmatched()).isEqualTo(1);
        RunTable contradiction = new RecordBuilder()
                .sent(0)
                .sent(1)
                .result(1, 10, r -> r.setFrame(0))
                .complete();
        assertThat(contradiction.unmatched())
                .as("frame 0 in an answer to frame 1's request")
                .isEqualTo(1);
        assertThat(new RecordBuilder()
                        .sent(0)
                        .result(9, 10, r -> r.setRequest(0))
                        .complete()
                        .unmatched())
                .isEqualTo(1);
    }

    @Test
    void warm_ups_are_not_judged() {
        RunTable table =
                new RecordBuilder().sent(0).result(0, 3, r -> r.setWarmUp(true)).complete();
        assertThat(states(table)).containsExactly(State.LOST);
        assertThat(table.unmatched()).isZero();
    }

    @Test
    void the_only_frame_in_flight_gets_the_result_and_several_get_none() {
        RunTable table = new RecordBuilder("only-one-in-flight")
                .sent(0)
                .result(0, 10, r -> r.clearFrame().clearRequest())
                .sent(1)
                .sent(2)
                .result(2, 10, r -> r.clearFrame().clearRequest())
                .sent(3)
                .result(3, 10, r -> r.clearFrame().clearRequest())
                .complete();
        assertThat(states(table)).containsExactly(State.ANSWERED, State.LOST, State.LOST, State.ANSWERED);
        assertThat(table.unmatched()).isEqualTo(1);
    }

    @Test
    void a_board_stamp_names_the_frame_that_was_sent_last_before_it() {
        RecordBuilder record = new RecordBuilder("timestamp");
        for (int i = 0; i < 40; i++) {
            record.exchange(due(0) + i * 20L * MS, 5_000 * MS, "boot-1");
        }
        for (int f = 0; f < 3; f++) {
            int frame = f;
            record.sent(f).result(f, 250, r -> RecordBuilder.stamps(frame, 250, 5_000 * MS)
                    .accept(r.clearFrame().clearRequest()));
        }
        RunTable table = record.complete();
        assertThat(states(table)).containsOnly(State.ANSWERED);
        assertThat(frame(table, 1).latencyNanos()).hasValue(250 * MS);
        RunTable ambiguous = new RecordBuilder("timestamp")
                .exchange(due(0), 0, "boot-1")
                .sent(0)
                .sent(1)
                .result(
                        1,
                        50,
                        r -> r.setStamps(
                                BoardStamps.newBuilder().setBootId("boot-1").setReceivedNs(due(1) + 100)))
                .complete();
        assertThat(ambiguous.unmatched())
                .as("frame 0 or 1, within the clock's error")
                .isEqualTo(1);
    }

    @Test
    void an_unknown_rule_and_a_file_that_is_no_record_are_bad_input() {
        assertThatThrownBy(() -> new RecordBuilder("picture-marker").complete())
                .isInstanceOf(BadInput.class)
                .hasMessage("The record asks for the join rule \"picture-marker\", and only frame-id, timestamp and"
                        + " only-one-in-flight can be applied yet.");
        assertThatThrownBy(() -> RunTables.join(List.of()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("does not begin with /run/start");
    }

    @Test
    void stages_add_up_to_the_end_to_end_latency_across_two_clocks() {
        RecordBuilder record = new RecordBuilder();
        for (int i = 0; i < 40; i++) {
            record.exchange(due(0) + i * 20L * MS, -5_000 * MS, "boot-1");
        }
        RunTable table = record.sent(3)
                .result(3, 40, RecordBuilder.stamps(3, 40, -5_000 * MS))
                .complete();
        Answer answer = frame(table, 0).answer().orElseThrow();
        assertThat(answer.stages()).containsOnlyKeys(Stage.values());
        assertThat(answer.stages().values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(40 * MS);
        assertThat(answer.stages()).containsEntry(Stage.INFERENCE, 20 * MS).containsEntry(Stage.TO_BOARD, MS);
        assertThat(answer.stageErrorNanos()).isBetween(MS / 10, MS / 10 + 10);
        assertThat(answer.unusable()).isEmpty();
        assertThat(table.clock().orElseThrow().exchanges()).isEqualTo(40);
        LatencySplit split = LatencySplit.of(List.of(table)).orElseThrow();
        assertThat(split.harnessShareNanos()).as("40 less 2, 20 and 1").isEqualTo(17 * MS);
        assertThat(split.frames()).isEqualTo(1);
    }

    @Test
    void impossible_times_are_shown_and_never_clipped() {
        RecordBuilder record = new RecordBuilder().exchange(due(0), 0, "boot-1");
        RunTable table = record.sent(0)
                .result(0, 40, RecordBuilder.stamps(0, 40, -6 * MS))
                .complete();
        Answer answer = frame(table, 0).answer().orElseThrow();
        assertThat(answer.unusable()).isEqualTo("clock fault: to board took -5.000 ms");
        assertThat(answer.stages()).containsEntry(Stage.TO_BOARD, -5 * MS);
        RunTable early = new RecordBuilder()
                .frame(0, "day")
                .feed(0, -2 * MS)
                .result(0, -1)
                .complete();
        assertThat(frame(early, 0).latencyNanos()).hasValue(-MS);
        assertThat(frame(early, 0).answer().orElseThrow().unusable())
                .isEqualTo("clock fault: answered 1.000 ms before it was due");
    }

    @Test
    void an_emulation_overrun_makes_a_frame_unusable_and_no_clock_makes_only_its_crossing_stages_unknown() {
        RunTable table = new RecordBuilder()
                .sent(0)
                .result(
                        0,
                        40,
                        r -> r.setStamps(BoardStamps.newBuilder()
                                .setPreprocessStartNs(10)
                                .setPreprocessEndNs(30)
                                .setReceivedNs(5)
                                .setEmulationOverrunNs(1_500_000)))
                .complete();
        Answer answer = frame(table, 0).answer().orElseThrow();
        assertThat(answer.unusable()).isEqualTo("emulation overrun of 1.500 ms");
        assertThat(answer.stages()).containsOnlyKeys(Stage.FEED, Stage.WAIT, Stage.PREPROCESS);
    }

    @Test
    void conditions_are_those_asked_at_the_due_time_whenever_the_word_of_them_came() {
        RecordBuilder record = new RecordBuilder().answered(4, 0, 10).link(0, true);
        // Recorded 3 ms after the frame of the same drive time.
        record.at(
                due(2) + 3 * MS,
                dev.roadrig.scenarios.record.v1.LinkAsked.newBuilder()
                        .setDriveOffsetNs(2 * RecordBuilder.PERIOD)
                        .setState("none")
                        .build());
        assertThat(record.complete().frames()).extracting(FrameRow::outage).containsExactly(false, false, true, true);
    }

    @Test
    void the_links_own_error_is_on_frames_that_went_over_it() {
        RunTable table = new RecordBuilder()
                .sent(0)
                .result(0, 50, RecordBuilder::cloud)
                .answered(1, 50)
                .linkLate(due(0) + 60 * MS, 4 * MS)
                .linkLate(due(1) + 60 * MS, 9 * MS)
                .linkLate(due(5), 70 * MS)
                .complete();
        assertThat(frame(table, 0).answer().orElseThrow().errorNanos()).isEqualTo(8 * MS);
        assertThat(frame(table, 1).answer().orElseThrow().errorNanos()).isZero();
    }

    @Test
    void frames_due_or_in_flight_in_an_ordered_fault_are_flagged() {
        RunTable table = new RecordBuilder()
                .answered(0, 10)
                .sent(1)
                .ordered(due(1) + 50 * MS, "power-cut", true)
                .sent(2)
                .sent(3)
                .ordered(due(4), "power-cut", false)
                .answered(4, 10)
                .complete();
        assertThat(table.frames()).extracting(FrameRow::inFault).containsExactly(false, true, true, true, false);
        RunTable open = new RecordBuilder()
                .answered(0, 10)
                .ordered(due(1), "heat", true)
                .answered(1, 10)
                .complete();
        assertThat(open.frames()).extracting(FrameRow::inFault).containsExactly(false, true);
    }

    @Test
    void an_answer_of_another_number_of_boxes_fits_no_label() {
        RunTable table = new RecordBuilder()
                .sent(0)
                .result(0, 10, r -> r.addDecoded(Decoded.newBuilder().setClassId(7)))
                .complete();
        assertThat(frame(table, 0).objects().get(0).answered()).isEqualTo(Optional.empty());
    }

    @Test
    void a_reading_that_is_no_number_is_no_reading() {
        RunTable table = new RecordBuilder()
                .reading(due(0), "vin", Quantity.POWER, Double.NaN)
                .reading(due(1), "vin", Quantity.POWER, 2)
                .complete();
        assertThat(table.readings()).hasSize(1);
    }
}
