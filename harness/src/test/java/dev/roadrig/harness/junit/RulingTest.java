package dev.roadrig.harness.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadrig.reports.join.RunTable;
import dev.roadrig.reports.verdict.Finding;
import dev.roadrig.reports.verdict.Judgement;
import dev.roadrig.reports.verdict.Verdict;
import dev.roadrig.scenarios.record.v1.RunStart;
import dev.roadrig.scenarios.spec.Spec;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

class RulingTest {
    private static final Path RECORD = Path.of("runs", "a-run", "run.mcap");

    @Test
    void a_pass_throws_nothing() {
        assertThatCode(() -> new Ruling(run(Verdict.PASS, finding("LAT-1", Verdict.PASS, "Fast enough."))).uphold())
                .doesNotThrowAnyException();
    }

    @Test
    void a_fail_is_a_failed_assertion_that_says_every_finding_that_is_no_pass_the_worst_first() {
        Run run = run(
                Verdict.FAIL,
                finding("LAT-1", Verdict.PASS, "Fast enough."),
                finding("LAT-2", Verdict.INCONCLUSIVE, "16 more frames are needed."),
                finding("ACC-1", Verdict.FAIL, "531 of 540\nwere right."));
        assertThatThrownBy(new Ruling(run)::uphold)
                .isExactlyInstanceOf(AssertionFailedError.class)
                .hasMessageStartingWith("tunnel on dashcam-1: FAIL of spec dashcam\n  FAIL ACC-1: 531 of 540")
                .hasMessageContaining("\n  INCONCLUSIVE LAT-2: 16 more frames are needed.\n")
                .hasMessageEndingWith("\nThe record: " + RECORD)
                .hasMessageNotContaining("LAT-1");
    }

    @Test
    void the_rigs_error_is_no_failed_assertion() {
        Run run = run(Verdict.ERROR, finding("rig.ok", Verdict.ERROR, "No answer from the supply."));
        assertThatThrownBy(new Ruling(run)::uphold)
                .isExactlyInstanceOf(RigErrorException.class)
                .isNotInstanceOf(AssertionError.class)
                .hasMessageContaining("ERROR rig.ok: No answer from the supply.");
    }

    @Test
    void inconclusive_is_a_failure_of_its_own_type() {
        Run run = run(Verdict.INCONCLUSIVE, finding("LAT-2", Verdict.INCONCLUSIVE, "16 more frames are needed."));
        assertThatThrownBy(new Ruling(run)::uphold)
                .isExactlyInstanceOf(InconclusiveError.class)
                .isInstanceOf(AssertionError.class)
                .isNotInstanceOf(AssertionFailedError.class);
    }

    @Test
    void a_requirement_is_found_by_its_id_and_a_wrong_id_names_the_right_ones() {
        Run run = run(Verdict.PASS, finding("LAT-1", Verdict.PASS, "Fast."), finding("ACC-1", Verdict.PASS, "Right."));
        assertThat(run.finding("ACC-1").sentence()).isEqualTo("Right.");
        assertThat(run.folder()).isEqualTo(Path.of("runs", "a-run").toAbsolutePath());
        assertThatThrownBy(() -> run.finding("LAT-7"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Spec dashcam has no requirement 'LAT-7'; did you mean 'LAT-1'? Allowed: LAT-1, ACC-1");
    }

    private static Run run(Verdict verdict, Finding... findings) {
        RunStart start = RunStart.newBuilder()
                .setScenario("tunnel")
                .setBoard("dashcam-1")
                .build();
        var table = new RunTable(
                start,
                Optional.empty(),
                List.of(),
                0,
                0,
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty());
        var judgement = new Judgement(List.of(table), new Spec("dashcam", List.of(), ""), verdict, List.of(findings));
        return new Run(judgement, List.of(RECORD));
    }

    private static Finding finding(String id, Verdict verdict, String sentence) {
        return new Finding(
                id, "", verdict, "", "", "", Optional.empty(), Optional.empty(), "", 0, sentence, List.of(), List.of());
    }
}
