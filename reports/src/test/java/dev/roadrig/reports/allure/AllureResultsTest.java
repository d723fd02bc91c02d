package dev.roadrig.reports.allure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.reports.Golden;
import dev.roadrig.reports.SampleJudgement;
import dev.roadrig.reports.SampleRun;
import dev.roadrig.reports.verdict.Judgement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AllureResultsTest {
    @TempDir
    Path folder;

    @Test
    void a_result_its_categories_and_its_environment() throws IOException {
        write(SampleJudgement.demo());
        String result = Files.readString(result(SampleJudgement.demo()));
        // A picture's bytes depend on the machine's fonts.
        String pictureless = result.replaceAll("base64,[A-Za-z0-9+/=]+", "base64,PNG")
                .replaceAll("(\"type\":\"image/png\",\"size\":)\\d+", "$10");
        Golden.check("allure-result.json", pictureless + "\n");
        Golden.check("allure-categories.json", Files.readString(folder.resolve("categories.json")));
        Golden.check("allure-environment.properties", Files.readString(folder.resolve("environment.properties")));
    }

    @Test
    void writing_twice_gives_the_same_files_and_one_result() throws IOException {
        write(SampleJudgement.demo());
        Map<String, String> first = files();
        write(SampleJudgement.demo());
        assertThat(files()).isEqualTo(first);
        assertThat(first.keySet())
                .filteredOn(name -> name.endsWith("-result.json"))
                .hasSize(1);
    }

    @Test
    void each_repetition_is_a_result_and_keeps_its_history() throws IOException {
        write(SampleJudgement.missed());
        assertThat(files().keySet())
                .filteredOn(name -> name.endsWith("-result.json"))
                .hasSize(2);
        var first = SampleRun.table(1).start();
        assertThat(AllureResults.historyId(first))
                .isEqualTo(AllureResults.historyId(
                        first.toBuilder().setRunId("another").setSeed(7).build()))
                .isNotEqualTo(AllureResults.historyId(SampleRun.table(2).start()))
                .isNotEqualTo(AllureResults.historyId(
                        first.toBuilder().setBoard("orin-2").build()));
    }

    @Test
    void each_verdict_has_its_status_and_its_category() throws IOException {
        assertThat(text(SampleJudgement.demo())).contains("\"status\":\"failed\"", "\"INCONCLUSIVE: LAT-2: 43 frames");
        assertThat(text(SampleJudgement.missed())).contains("\"SPEC MISSED: ACC-1: 531 of 540");
        assertThat(text(SampleJudgement.died("Oops"))).contains("\"BOARD DIED: board.alive: The board panicked");
        assertThat(text(SampleJudgement.rigError()))
                .contains("\"status\":\"broken\"", "\"RIG ERROR: rig.sound: No answer");
    }

    @Test
    void a_boards_tags_are_no_tags_in_any_field() throws IOException {
        String whole = text(SampleJudgement.died("<script>alert(1)</script> <true> &lt;b&gt;"));
        int html = whole.indexOf("\"descriptionHtml\":\"");
        int after = whole.indexOf("\",\"", html);
        assertThat(whole.substring(html, after))
                .contains("&lt;script&gt;alert(1)")
                .doesNotContain("<script");
        String text = whole.substring(0, html) + whole.substring(after);
        assertThat(text)
                .doesNotContain("<")
                .doesNotContain("&lt;")
                .contains("\u2039script\u203aalert(1)\u2039/script\u203a");
    }

    @Test
    void a_long_text_keeps_its_tail_and_says_so() {
        String text = "first line\n" + "x".repeat(99).concat("\n").repeat(20_000) + "the end\n";
        String kept = new String(Attachments.tail(text), StandardCharsets.UTF_8);
        assertThat(kept.length()).isLessThan(Attachments.MOST_TEXT_BYTES + 100);
        assertThat(kept)
                .startsWith("(951")
                .contains(" bytes before this are left out; the record holds all of it)\nxxx");
        assertThat(kept).endsWith("the end\n");
        int left = Integer.parseInt(kept.substring(1, kept.indexOf(' ')));
        assertThat(kept.length() - kept.indexOf('\n') - 1 + left).isEqualTo(text.length());
    }

    @Test
    void a_long_table_keeps_its_header_and_whole_lines() {
        String text = "a,b\r\n" + "1,2\r\n".repeat(400_000);
        String kept = new String(Attachments.head(text), StandardCharsets.UTF_8);
        assertThat(kept).startsWith("a,b\r\n1,2\r\n").endsWith("1,2\r\n").hasSizeBetween(1 << 19, 1 << 20);
    }

    private void write(Judgement judgement) throws IOException {
        new AllureResults(folder, run -> Optional.of("run.mcap")).write(List.of(judgement));
    }

    private String text(Judgement judgement) throws IOException {
        write(judgement);
        return Files.readString(result(judgement)).replace(" : ", ":");
    }

    private Path result(Judgement judgement) {
        return folder.resolve(AllureResults.uuid(judgement.runs().get(0).start()) + "-result.json");
    }

    private Map<String, String> files() throws IOException {
        var files = new TreeMap<String, String>();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : (Iterable<Path>) all::iterator) {
                files.put(
                        file.getFileName().toString(),
                        new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return files;
    }
}
