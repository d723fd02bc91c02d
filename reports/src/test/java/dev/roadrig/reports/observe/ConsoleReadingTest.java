package dev.roadrig.reports.observe;

import static dev.roadrig.reports.RecordBuilder.MS;
import static dev.roadrig.reports.RecordBuilder.due;
import static dev.roadrig.reports.observe.ObservedConsole.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadrig.reports.RecordBuilder;
import dev.roadrig.reports.join.FrameRow;
import dev.roadrig.reports.join.FrameRow.ObjectRow;
import dev.roadrig.reports.join.FrameRow.Stage;
import dev.roadrig.reports.join.FrameRow.State;
import dev.roadrig.reports.join.ReadingRow;
import dev.roadrig.reports.join.RunTable;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.record.v1.Reading.Quantity;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frame 0 is due at second 1; a byte takes 86.8 us at 115200 baud. */
class ConsoleReadingTest {
    private static final String KERNEL = "[   12.345678] usb 1-1: new high-speed USB device number 3\r\n";

    private static PatternTally pattern(RunTable run, int index) {
        return run.said().orElseThrow().patterns().get(index);
    }

    private static FrameRow.Answer answer(RunTable run, int frame) {
        return run.frames().get(frame).answer().orElseThrow();
    }

    @Test
    void a_line_is_an_answer_with_its_class_its_stage_and_its_own_floor() {
        var record = ObservedConsole.record();
        ObservedConsole.answered(record, 0, 40);
        RunTable run = record.complete();

        FrameRow frame = run.frames().get(0);
        assertThat(frame.latencyNanos()).contains(40 * MS);
        assertThat(frame.objects()).containsExactly(new ObjectRow(0, 7, java.util.Optional.of(7)));
        assertThat(answer(run, 0).stages()).containsEntry(Stage.INFERENCE, 11_500_000L);
        // "infer frame=0 class=c7 t=11.5ms" and its CR: the line is whole with it.
        assertThat(answer(run, 0).heldNanos()).isEqualTo(32 * 10 * 1_000_000_000L / 115_200);
    }

    @Test
    void a_lines_interval_holds_how_late_its_stamp_may_be_besides_its_floor() {
        long floor = 32 * 10 * 1_000_000_000L / 115_200;
        RunTable run = ObservedConsole.record()
                .sent(0)
                // Torn over two reads: the line is whole with the second.
                .console(due(0) + 39 * MS, 5 * MS, line(0).substring(0, 9))
                .console(due(0) + 40 * MS, MS / 5, line(0).substring(9))
                .sent(1)
                .console(due(1) + 40 * MS, 5 * MS, line(1))
                .complete();
        assertThat(answer(run, 0).heldNanos()).isEqualTo(floor + MS / 5);
        assertThat(answer(run, 1).heldNanos()).isEqualTo(floor + 5 * MS);
        assertThat(pattern(run, 0).latestStampNanos()).hasValue(5 * MS);
    }

    @Test
    void a_hundred_bytes_at_115200_baud_are_on_the_wire_for_8_7_milliseconds() {
        assertThat(new ConsoleFloor(115_200, "", java.util.Optional.empty()).nanos(100))
                .hasValue(8_680_555);
    }

    @Test
    void a_measurement_is_a_reading_of_a_sensor_with_the_groups_name() {
        RunTable run = ObservedConsole.record()
                .sent(0)
                .console(due(0) + MS, "CPU temp 71.5C\r\nCPU temp 7x.5C\r\n")
                .complete();
        assertThat(run.readings())
                .containsExactly(new ReadingRow(due(0) + MS, "cpu", Quantity.TEMPERATURE, 71.5, false));
        assertThat(pattern(run, 1).cut()).isEqualTo(1);
        assertThat(pattern(run, 1).example()).isEqualTo("CPU temp 7x.5C");
    }

    @Test
    void a_kernels_line_in_the_middle_at_any_byte_takes_nothing_away() {
        String whole = line(0);
        for (int at = 0; at <= whole.length(); at++) {
            String torn = whole.substring(0, at) + KERNEL + KERNEL + whole.substring(at);
            RunTable run = ObservedConsole.record()
                    .sent(0)
                    .console(due(0) + 9 * MS, torn)
                    .complete();
            assertThat(run.frames().get(0).state()).as(torn).isEqualTo(State.ANSWERED);
            assertThat(pattern(run, 0).taken()).as(torn).isEqualTo(1);
        }
    }

    @Test
    void a_kernels_own_line_can_be_observed() {
        RunTable run = ObservedConsole.record()
                .sent(0)
                .console(due(0), "half [   12.345678] thermal: CPU temp 55.5C\r\nof it\r\n")
                .complete();
        assertThat(run.readings()).extracting(ReadingRow::value).containsExactly(55.5);
    }

    @Test
    void any_split_of_the_same_bytes_gives_the_same_with_colours_and_every_kind_of_line_end() {
        String text = "\u001b[?2004hroot@b:~# \u001b[1;32minfer frame=0 \u001b[0mclass=c7 t=11.5ms\r\n"
                + "infer frame=1 class=c7\u001b[6n t=11.5ms\n"
                + "\u001b]0;title\u0007CPU temp 50C\r\r\n" + line(2);
        for (int seed = 0; seed < 50; seed++) {
            var random = new SplittableRandom(seed);
            var record = ObservedConsole.record().sent(0).sent(1).sent(2);
            for (int at = 0; at < text.length(); ) {
                int to = Math.min(text.length(), at + random.nextInt(1, 9));
                record.console(due(2) + 10 * MS, text.substring(at, to));
                at = to;
            }
            RunTable run = record.complete();
            assertThat(run.frames()).as("seed " + seed).allMatch(f -> f.state() == State.ANSWERED);
            assertThat(run.readings()).as("seed " + seed).hasSize(1);
        }
    }

    @Test
    void lines_that_say_it_twice_are_told_and_none_of_them_is_taken() {
        RunTable run = ObservedConsole.record()
                .sent(0)
                .sent(1)
                .console(due(1) + 9 * MS, "infer frame=0 class=c7 t=11.5ms" + line(1))
                .complete();
        assertThat(pattern(run, 0).twice()).isEqualTo(1);
        assertThat(run.frames()).extracting(FrameRow::state).containsExactly(State.LOST, State.UNREAD);
    }

    @Test
    void warm_ups_second_answers_unknown_frames_and_unknown_classes_are_counted_apart() {
        RunTable run = ObservedConsole.record()
                .console(due(0) - 5 * MS, line(3))
                .sent(0)
                .console(due(0) + 9 * MS, line(0))
                .console(due(0) + 10 * MS, line(0))
                .console(due(0) + 11 * MS, line(77))
                .sent(1)
                .console(due(1) + 9 * MS, "infer frame=1 class=dragon t=11.5ms\r\n")
                .complete();
        ConsoleSaid said = run.said().orElseThrow();
        assertThat(pattern(run, 0).early()).isEqualTo(1);
        assertThat(pattern(run, 0).taken()).isEqualTo(3);
        assertThat(said.again()).isEqualTo(1);
        assertThat(said.ofNoFrame()).isEqualTo(1);
        assertThat(pattern(run, 0).unreadable()).isEqualTo(1);
        assertThat(run.frames().get(1).state()).isEqualTo(State.UNREAD);
    }

    @Test
    void a_line_without_an_end_is_no_answer() {
        RunTable run = ObservedConsole.record()
                .sent(0)
                .console(due(0) + 9 * MS, line(0).strip())
                .complete();
        assertThat(run.frames().get(0).state()).isEqualTo(State.UNREAD);
        assertThat(pattern(run, 0).cut()).isEqualTo(1);
    }

    @Test
    void the_boards_lines_are_its_only_answers_and_others_are_set_aside() {
        RunTable run = ObservedConsole.record()
                .answered(0, 5)
                .answered(1, 5)
                .console(due(1) + 9 * MS, line(1))
                .complete();
        assertThat(run.frames()).extracting(FrameRow::state).containsExactly(State.LOST, State.ANSWERED);
        assertThat(run.said().orElseThrow().setAside()).isEqualTo(2);
    }

    @Test
    void an_emulations_overrun_is_known_from_its_agent_and_still_spoils_the_frame() {
        RunTable run = ObservedConsole.record()
                .sent(0)
                .result(0, 5, r -> r.getStampsBuilder().setEmulationOverrunNs(3 * MS))
                .console(due(0) + 9 * MS, line(0))
                .complete();
        assertThat(answer(run, 0).unusable()).isEqualTo("emulation overrun of 3.000 ms");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 16})
    void a_join_by_time_goes_by_when_the_product_had_the_frame(int delayMs) {
        String observers = """
                observe:
                  console:
                    - {pattern: 'infer class=(?<label>\\w+) took=(?<took>[\\d.]+)s', result: {label: class, took: {as: took, unit: s}}}
                  delay: %dms
                """.formatted(delayMs);
        RecordBuilder record = ObservedConsole.record("timestamp", observers, 115_200, "")
                .sent(0)
                .sent(1)
                .sent(2)
                // Had 10 ms after frame 1 was sent, or 10 ms before by the longest delay.
                .console(due(1) + 160 * MS, "infer class=c7 took=0.150s\r\n");
        RunTable run = record.complete();
        State second = delayMs == 0 ? State.ANSWERED : State.LOST;
        assertThat(run.frames()).extracting(FrameRow::state).containsExactly(State.LOST, second, State.LOST);
        assertThat(run.said().orElseThrow().ofNoFrame()).isEqualTo(delayMs == 0 ? 0 : 1);
    }

    @Test
    void a_record_that_joins_by_what_no_line_says_cannot_be_judged() {
        var record = ObservedConsole.record("timestamp", ObservedConsole.OBSERVERS, 115_200, "");
        assertThatThrownBy(record::complete)
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("has no group that is `took`");
    }
}
