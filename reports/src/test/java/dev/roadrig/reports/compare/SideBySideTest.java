package dev.roadrig.reports.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.roadrig.reports.RecordBuilder;
import dev.roadrig.reports.compare.SideBySide.Figures;
import dev.roadrig.reports.compare.SideBySide.Verdicts;
import dev.roadrig.reports.text.JsonWriter;
import dev.roadrig.reports.text.SideBySideJson;
import dev.roadrig.reports.text.SideBySideText;
import dev.roadrig.reports.verdict.Judge;
import dev.roadrig.reports.verdict.Judgement;
import dev.roadrig.scenarios.record.v1.RunEnd;
import dev.roadrig.scenarios.spec.SpecFile;
import java.util.List;
import org.junit.jupiter.api.Test;

class SideBySideTest {

    private static Judgement judged(RecordBuilder record) {
        return Judge.judge(List.of(record.table()), SpecFile.parse("the test's spec", """
                spec: slow
                requirements:
                  - {id: LAT-1, metric: latency.end-to-end, statistic: max, at-most: 100ms}
                """));
    }

    private static RecordBuilder run(double latencyMs) {
        var record = new RecordBuilder()
                .exchange(RecordBuilder.START, 0, "boot-1")
                .exchange(RecordBuilder.due(19), 0, "boot-1");
        for (int i = 0; i < 20; i++) {
            record.sent(i).result(i, latencyMs, RecordBuilder.stamps(i, latencyMs, 0));
        }
        return record;
    }

    @Test
    void what_fails_in_one_run_only_and_the_first_other_result_and_the_slower_stage_are_seen() {
        RecordBuilder field =
                run(40).sent(20).result(20, 400, r -> r.getDecodedBuilder(0).setClassId(9));
        RecordBuilder replay = run(43).sent(20).result(20, 43);

        SideBySide both = SideBySide.of(
                judged(field.end(RunEnd.Outcome.COMPLETED)), judged(replay.end(RunEnd.Outcome.COMPLETED)));

        assertThat(both.verdicts()).contains(new Verdicts("LAT-1", "FAIL", "PASS"));
        assertThat(both.firstDifference().orElseThrow().frame()).isEqualTo(20);
        assertThat(both.firstDifference().orElseThrow().sentence()).isEqualTo("frame 20 is answered 9 and 7");
        assertThat(figure(both, "latency.inference").left().orElseThrow()).isCloseTo(0.020, within(1e-9));
        assertThat(figure(both, "latency.send").right().orElseThrow()
                        - figure(both, "latency.send").left().orElseThrow())
                .isCloseTo(0.003, within(1e-6));
        assertThat(figure(both, "answered.edge").left()).hasValue(21.0);
        String text = SideBySideText.of(both, "record", "replay", 100);
        assertThat(text)
                .containsPattern("LAT-1 +FAIL +PASS +differ\n")
                .containsPattern("latency.inference, median +20 ms +20 ms\n")
                .contains(
                        "The first result that differs: frame 20 is answered 9 and 7. 21 frames were answered in both");
        var json = new JsonWriter();
        SideBySideJson.write(both, json);
        assertThat(json.text()).contains("\"frame\": 20").contains("\"id\": \"LAT-1\"");
    }

    @Test
    void two_runs_alike_differ_in_nothing() {
        SideBySide both = SideBySide.of(
                judged(run(40).end(RunEnd.Outcome.COMPLETED)), judged(run(40).end(RunEnd.Outcome.COMPLETED)));

        assertThat(both.firstDifference()).isEmpty();
        assertThat(both.verdicts()).noneMatch(Verdicts::differ);
        assertThat(SideBySideText.of(both, "record", "replay", 100))
                .contains("No result differs in the 20 frames")
                .doesNotContain("differ\n");
    }

    private static Figures figure(SideBySide both, String name) {
        return both.figures().stream()
                .filter(f -> f.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
