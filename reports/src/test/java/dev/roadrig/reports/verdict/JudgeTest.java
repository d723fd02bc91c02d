package dev.roadrig.reports.verdict;

import static dev.roadrig.reports.RecordBuilder.due;
import static dev.roadrig.reports.verdict.Judging.LOST;
import static dev.roadrig.reports.verdict.Judging.builtIn;
import static dev.roadrig.reports.verdict.Judging.frames;
import static dev.roadrig.reports.verdict.Judging.judge;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadrig.reports.RecordBuilder;
import dev.roadrig.reports.join.RunTable;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.record.v1.Reading.Quantity;
import dev.roadrig.scenarios.record.v1.RunEnd.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds of a judgement whatever it is about: what it was given, its repetitions and its exit code. */
class JudgeTest {
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
