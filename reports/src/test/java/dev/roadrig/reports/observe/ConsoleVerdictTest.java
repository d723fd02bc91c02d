package dev.roadrig.reports.observe;

import static dev.roadrig.reports.RecordBuilder.MS;
import static dev.roadrig.reports.RecordBuilder.due;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.reports.RecordBuilder;
import dev.roadrig.reports.join.FrameRow;
import dev.roadrig.reports.text.JudgementJson;
import dev.roadrig.reports.text.VerdictTable;
import dev.roadrig.reports.verdict.Finding;
import dev.roadrig.reports.verdict.Judge;
import dev.roadrig.reports.verdict.Judgement;
import dev.roadrig.reports.verdict.Verdict;
import dev.roadrig.scenarios.spec.Spec;
import dev.roadrig.scenarios.spec.SpecFile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sixty frames, enough for a verdict on a 95th percentile. */
class ConsoleVerdictTest {
    private static final Spec SPEC = SpecFile.parse("a spec", """
            spec: console
            requirements:
              - {id: LAT-1, metric: latency.end-to-end, statistic: p95, at-most: 100ms}
              - {id: INF-1, metric: latency.inference, statistic: p95, at-most: 12ms}
              - {id: LOSS-1, metric: results.lost, statistic: count, at-most: 0}
              - {id: ACC-1, metric: accuracy.top-1, at-least: 0.95}
            """);

    private static RecordBuilder answered(RecordBuilder record, double latencyMs) {
        for (int i = 0; i < 60; i++) {
            ObservedConsole.answered(record, i, latencyMs);
        }
        return record;
    }

    private static Judgement judged(RecordBuilder record) {
        return Judge.judge(List.of(record.complete()), SPEC);
    }

    private static Finding finding(Judgement judgement, String id) {
        return judgement.findings().stream()
                .filter(f -> f.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** A line of 33 bytes takes 2.9 ms at 115200 baud and 34 ms at 9600: so much before it came the answer may have been. */
    @ParameterizedTest
    @CsvSource({
        "115200, '', 99, PASS",
        "115200, '', 101, INCONCLUSIVE",
        "115200, '', 104, FAIL",
        "9600, '', 120, INCONCLUSIVE",
        "9600, '', 140, FAIL",
        "115200, USB, 99, PASS",
        "115200, USB, 140, INCONCLUSIVE",
        "0, TCP, 5000, INCONCLUSIVE"
    })
    void a_latency_near_its_limit_is_the_wires_and_not_the_boards(
            int baud, String behind, double latencyMs, Verdict verdict) {
        Judgement judgement =
                judged(answered(ObservedConsole.record(ObservedConsole.OBSERVERS, baud, behind), latencyMs));
        assertThat(finding(judgement, "LAT-1").verdict()).isEqualTo(verdict);
        if (verdict == Verdict.INCONCLUSIVE) {
            assertThat(finding(judgement, "LAT-1").sentence())
                    .startsWith("How long the console's wire")
                    .contains("decides this and not the board");
        }
        assertThat(finding(judgement, "INF-1").verdict()).isEqualTo(Verdict.PASS);
    }

    /** 2.9 ms on the wire; 5 ms more with a reader that polled a silent console, and who says nothing adds nothing. */
    @ParameterizedTest
    @CsvSource({"5, 106, INCONCLUSIVE", "5, 109, FAIL", "-1, 106, FAIL"})
    void a_latency_near_its_limit_is_the_readers_and_not_the_boards(int lateMs, double latencyMs, Verdict verdict) {
        var record = ObservedConsole.record();
        for (int i = 0; i < 60; i++) {
            long came = due(i) + Math.round(latencyMs * MS);
            record.sent(i);
            if (lateMs < 0) {
                record.console(came, ObservedConsole.line(i));
            } else {
                record.console(came, lateMs * MS, ObservedConsole.line(i));
            }
        }
        Judgement judgement = judged(record);
        assertThat(finding(judgement, "LAT-1").verdict()).isEqualTo(verdict);
        if (lateMs > 0) {
            assertThat(VerdictTable.of(judgement, 200, false))
                    .contains("115200 baud), with its reader for up to 5 ms;");
            assertThat(JudgementJson.of(judgement)).contains("\"stampLate\": 0.005");
        }
    }

    @Test
    void a_delay_that_the_profile_states_bounds_a_wire_that_nobody_knows() {
        String observers = ObservedConsole.OBSERVERS + "  delay: 16ms\n";
        assertThat(finding(judged(answered(ObservedConsole.record(observers, 0, "TCP"), 115)), "LAT-1")
                        .verdict())
                .isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(finding(judged(answered(ObservedConsole.record(observers, 0, "TCP"), 118)), "LAT-1")
                        .verdict())
                .isEqualTo(Verdict.FAIL);
    }

    @Test
    void a_pattern_that_fits_no_line_decides_nothing_and_is_shown_what_it_missed() {
        String wrong = ObservedConsole.OBSERVERS.replace("t=(?<t>[\\d.]+)ms", "time=(?<t>[\\d.]+)ms");
        Judgement judgement = judged(answered(ObservedConsole.record(wrong, 115_200, ""), 20));
        assertThat(List.of("LAT-1", "LOSS-1", "ACC-1"))
                .allSatisfy(id -> assertThat(finding(judgement, id).sentence())
                        .contains("The reading of the console's lines, some of which fit no pattern, decides this"));
        assertThat(judgement.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(VerdictTable.of(judgement, 100, false)).contains("""
                console, what the board's own lines gave
                  'infer frame=(?<frame>\\d+) class=(?<label>[\\w,-]+) time=(?<t>[\\d.]+)ms': 0 answers, 60 cut short
                    or of another form, such as "infer frame=0 class=c7 t=11.5ms"
                  'CPU temp (?<cpu>[\\d.]+)C': 0 readings
                """);
    }

    @Test
    void a_torn_line_excuses_one_frame_and_no_more() {
        var record = answered(ObservedConsole.record(), 20);
        record.sent(60).console(due(60) + 20 * MS, "infer frame=60 cl\ufffd\ufffd=c7 t=1\r\n");
        assertThat(finding(judged(record), "LOSS-1").verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        record.sent(61);
        assertThat(finding(Judge.judge(List.of(record.table()), SPEC), "LOSS-1").verdict())
                .isEqualTo(Verdict.FAIL);
    }

    @Test
    void where_nothing_names_a_frame_a_torn_line_settles_its_own_and_the_next_line_is_the_next_frames() {
        String nameless = """
                observe:
                  console:
                    - {pattern: 'infer class=(?<label>\\w+)', result: {label: class}}
                """;
        var record = ObservedConsole.record("only-one-in-flight", nameless, 115_200, "");
        for (int i = 0; i < 3; i++) {
            record.sent(i).console(due(i) + 20 * MS, i == 1 ? "infer class=\ufffd\ufffd\r\n" : "infer class=c7\r\n");
        }
        assertThat(record.table().frames())
                .extracting(FrameRow::state)
                .containsExactly(FrameRow.State.ANSWERED, FrameRow.State.UNREAD, FrameRow.State.ANSWERED);
    }

    @Test
    void the_floor_and_the_counts_are_told_to_people_and_to_machines() {
        Judgement judgement = judged(answered(ObservedConsole.record(), 20));
        assertThat(VerdictTable.of(judgement, 100, false)).endsWith("""
                console, what the board's own lines gave
                  'infer frame=(?<frame>\\d+) class=(?<label>[\\w,-]+) t=(?<t>[\\d.]+)ms': 60 answers
                  'CPU temp (?<cpu>[\\d.]+)C': 0 readings
                  floor: a line is on the wire for up to 2.865 ms (33 bytes, 115200 baud), with its reader for a
                    time that this record does not state; each latency's error interval reaches down by its own
                    line's.
                """);
        assertThat(JudgementJson.of(judgement)).contains("\"console\": {\n        \"baud\": 115200,");
        Judgement unknown = judged(answered(ObservedConsole.record(ObservedConsole.OBSERVERS, 0, "USB"), 20));
        assertThat(VerdictTable.of(unknown, 100, false)).endsWith("""
                  floor: unknown over a wire without a known rate behind USB, so a latency over its limit is no
                    FAIL. State `delay:` under `observe`, the longest that it holds a line back.
                """);
    }
}
