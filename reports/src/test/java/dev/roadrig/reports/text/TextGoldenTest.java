package dev.roadrig.reports.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.reports.Golden;
import dev.roadrig.reports.SampleJudgement;
import dev.roadrig.reports.SampleRun;
import dev.roadrig.reports.verdict.Judgement;
import java.io.IOException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextGoldenTest {
    private final Judgement demo = SampleJudgement.demo();

    @Test
    void the_verdict_table_of_a_wide_terminal() throws IOException {
        Golden.check("verdicts-120.txt", VerdictTable.of(demo, 120, false));
    }

    @Test
    void the_verdict_table_of_a_narrow_terminal() throws IOException {
        Golden.check("verdicts-80.txt", VerdictTable.of(demo, 80, false));
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 80, 100, 120, 200})
    void no_line_is_wider_than_the_terminal(int width) {
        assertThat(VerdictTable.of(demo, width, false).lines()).allMatch(line -> line.length() <= width);
        assertThat(VerdictTable.of(SampleJudgement.rigError(), width, false).lines())
                .allMatch(line -> line.length() <= width);
    }

    @Test
    void colour_changes_nothing_but_the_verdicts_paint() {
        String coloured = VerdictTable.of(demo, 100, true);
        assertThat(coloured).contains("\u001b[33;1mINCONCLUSIVE\u001b[0m", "\u001b[32mPASS\u001b[0m  ");
        assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(VerdictTable.of(demo, 100, false));
    }

    @Test
    void a_boards_escape_sequence_cannot_reach_the_terminal() {
        String table = VerdictTable.of(SampleJudgement.died("\u001b[2J\u202epanic\u0007"), 100, true);
        assertThat(table).contains("\\x1b[2J\\u202epanic\\x07");
        assertThat(table.replaceAll("\u001b\\[[0-9;]*m", "").chars()).noneMatch(c -> c != '\n' && c < 0x20);
    }

    @Test
    void a_judgement_as_json() throws IOException {
        Golden.check("judgement.json", JudgementJson.of(demo));
    }

    @Test
    void the_frames_as_csv() throws IOException {
        String csv = FrameCsv.of(SampleRun.table(1));
        assertThat(csv.lines()).hasSize(SampleRun.FRAMES + 1);
        assertThat(csv.split("\r\n", -1)).hasSize(SampleRun.FRAMES + 2);
        // The golden file has bare line feeds: version control may change CRLF.
        Golden.check("frames-head.csv", csv.lines().limit(6).collect(Collectors.joining("\n", "", "\n")));
    }

    @Test
    void the_console_as_a_log() throws IOException {
        Golden.check("console.log", ConsoleLog.of(SampleRun.table(1)));
    }
}
