package dev.roadrig.reports.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadrig.reports.RecordBuilder;
import dev.roadrig.reports.verdict.Judge;
import dev.roadrig.reports.verdict.Judgement;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.record.v1.BoardEvent;
import dev.roadrig.scenarios.record.v1.FaultSeen;
import dev.roadrig.scenarios.record.v1.RunEnd;
import dev.roadrig.scenarios.scenario.SymptomReader;
import dev.roadrig.scenarios.spec.Spec;
import dev.roadrig.scenarios.spec.SpecFile;
import java.util.List;
import org.junit.jupiter.api.Test;

class SymptomCheckTest {
    private static final Spec SPEC = SpecFile.parse("the test's spec", """
            spec: slow
            requirements:
              - {id: LAT-1, metric: latency.end-to-end, statistic: max, at-most: 100ms}
            """);

    private static Judgement judged(RecordBuilder record) {
        return Judge.judge(List.of(record.table()), SPEC);
    }

    private static Shown look(String symptom, RecordBuilder record) {
        return SymptomCheck.of(SymptomReader.parse("the test", symptom), judged(record));
    }

    private static RecordBuilder sound() {
        return new RecordBuilder().answered(20, 0, 40);
    }

    @Test
    void a_requirement_that_fails_is_shown_and_one_that_the_spec_lacks_is_bad_input() {
        assertThat(look("{requirement: LAT-1}", sound().answered(20, 400).end(RunEnd.Outcome.COMPLETED)))
                .isEqualTo(Shown.YES);
        assertThat(look("{requirement: LAT-1}", sound().end(RunEnd.Outcome.COMPLETED)))
                .isEqualTo(Shown.NO);
        assertThatThrownBy(() -> look("{requirement: LAT-9}", sound().end(RunEnd.Outcome.COMPLETED)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("LAT-9")
                .hasMessageContaining("LAT-1");
    }

    @Test
    void a_requirement_that_too_few_frames_carry_is_neither_shown_nor_a_failure_of_the_rig() {
        Spec tail = SpecFile.parse("the test's spec", """
                spec: tail
                requirements:
                  - {id: LAT-1, metric: latency.end-to-end, statistic: p99, at-most: 100ms}
                """);
        Judgement few =
                Judge.judge(List.of(sound().end(RunEnd.Outcome.COMPLETED).table()), tail);
        assertThat(SymptomCheck.of(SymptomReader.parse("the test", "{requirement: LAT-1}"), few))
                .isEqualTo(Shown.UNDECIDED);
    }

    @Test
    void a_line_of_the_console_is_found_by_its_pattern() {
        RecordBuilder stuck = sound().console(RecordBuilder.START, "ok\r\nwatchdog: BUG: soft lockup - CPU#2 stuck\r\n")
                .end(RunEnd.Outcome.COMPLETED);

        assertThat(look("{console: 'lockup - CPU#[0-9]'}", stuck)).isEqualTo(Shown.YES);
        assertThat(look("{console: '^lockup'}", stuck)).isEqualTo(Shown.NO);
    }

    @Test
    void only_a_reboot_that_nobody_ordered_is_one() {
        BoardEvent reboot = BoardEvent.newBuilder()
                .setKind(BoardEvent.Kind.REBOOT)
                .setText("Reset cause: WDOG")
                .build();

        assertThat(look("reboot", sound().at(RecordBuilder.due(10), reboot).end(RunEnd.Outcome.COMPLETED)))
                .isEqualTo(Shown.YES);
        assertThat(look("reboot", sound().end(RunEnd.Outcome.COMPLETED))).isEqualTo(Shown.NO);
    }

    @Test
    void frames_without_an_answer_are_counted_in_their_part_of_the_drive() {
        RecordBuilder lost = sound().sent(20).sent(21).answered(22, 40).end(RunEnd.Outcome.COMPLETED);

        assertThat(look("{missing-results: {from: 2s, to: 3s, at-least: 2}}", lost))
                .isEqualTo(Shown.YES);
        assertThat(look("{missing-results: {from: 2s, to: 3s, at-least: 3}}", lost))
                .isEqualTo(Shown.NO);
        assertThat(look("{missing-results: {from: 2100ms, to: 3s, at-least: 2}}", lost))
                .isEqualTo(Shown.NO);
    }

    @Test
    void a_wrong_result_is_that_frames_and_no_other_wrong_one() {
        RecordBuilder wrong = sound().sent(20)
                .result(20, 40, r -> r.getDecodedBuilder(0).setClassId(12))
                .end(RunEnd.Outcome.COMPLETED);

        assertThat(look("{result: {frame: 20, answered: [12]}}", wrong)).isEqualTo(Shown.YES);
        assertThat(look("{result: {frame: 20, answered: [13]}}", wrong)).isEqualTo(Shown.NO);
        assertThat(look("{result: {frame: 19, answered: [12]}}", wrong)).isEqualTo(Shown.NO);
    }

    @Test
    void a_run_that_the_rig_ended_shows_nothing_either_way() {
        FaultSeen unplugged = FaultSeen.newBuilder()
                .setCulprit(FaultSeen.Culprit.RIG)
                .setCode("serial.gone")
                .setMessage("The console is gone.")
                .build();
        RecordBuilder ended = sound().answered(20, 400)
                .at(RecordBuilder.due(30), unplugged)
                .at(
                        RecordBuilder.due(31),
                        RunEnd.newBuilder().setOutcome(RunEnd.Outcome.FAULTED).build());

        assertThat(look("{requirement: LAT-1}", ended)).isEqualTo(Shown.UNUSABLE);
    }
}
