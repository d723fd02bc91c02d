package dev.roadrig.reports.allure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.reports.SampleJudgement;
import dev.roadrig.reports.verdict.Judgement;
import dev.roadrig.scenarios.SharedFolder;
import dev.roadrig.scenarios.time.RealTicker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The report as a browser shows it. {@code -Droadrig.report=FILE} takes the picture of a report that is there, such as
 * the demo's; it is written to {@code reports/target/report-screenshot.png}.
 */
@Tag("world")
class ReportInBrowserTest {
    private static final Pattern TEST_CASE = Pattern.compile("d\\('data/test-cases/([0-9a-f]+)\\.json'");

    @TempDir
    Path folder;

    private final RealTicker ticker = new RealTicker("browser-test");

    @AfterEach
    void close() {
        ticker.close();
    }

    @Test
    void a_boards_script_shows_as_text_and_does_not_run() throws Exception {
        String words = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\"> <true>";
        Path report = report(SampleJudgement.died(words));
        Path dom = folder.resolve("dom.html");
        browse(page(report), dom, "--dump-dom");
        String html = Files.readString(dom);
        assertThat(html).contains("<title>Roadrig</title>").doesNotContain("<title>owned");
        String body = html.substring(html.indexOf("<body"));
        assertThat(body).doesNotContain("<img src=\"x\"").doesNotContain("<script>document.title");
        assertThat(body).contains("\u2039script\u203adocument.title='owned'\u2039/script\u203a", "\u2039true\u203a");
        assertThat(body).contains("&lt;script&gt;document.title='owned'&lt;/script&gt;");
    }

    @Test
    void the_picture_of_a_report() throws Exception {
        String given = System.getProperty("roadrig.report", "");
        Path report = given.isEmpty() ? report(SampleJudgement.demo()) : Path.of(given);
        Path picture = SharedFolder.root().resolve("reports/target/report-screenshot.png");
        Files.deleteIfExists(picture);
        browse(page(report), folder.resolve("out"), "--screenshot=" + picture);
        assertThat(Files.size(picture)).isGreaterThan(100_000);
    }

    private Path report(Judgement judgement) throws Exception {
        Path results = folder.resolve("results");
        new AllureResults(results, run -> Optional.of("run.mcap")).write(List.of(judgement));
        return new AllureReport(AllureReportTest.home(), ticker)
                .generate(List.of(results), folder.resolve("report.html"), ticker.in(Duration.ofMinutes(5)));
    }

    private static String page(Path report) throws IOException {
        Matcher uid = TEST_CASE.matcher(Files.readString(report));
        assertThat(uid.find()).isTrue();
        return report.toUri() + "#testresult/" + uid.group(1);
    }

    private void browse(String page, Path output, String what) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + Files.createTempDirectory(folder, "profile"),
                "--window-size=1300,1250",
                "--virtual-time-budget=10000"));
        command.add(what);
        command.add(page);
        Process chromium = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            chromium.getOutputStream().close();
            boolean ended = ticker.await(() -> !chromium.isAlive(), ticker.in(Duration.ofMinutes(3)));
            assertThat(ended).as("chromium ended").isTrue();
            assertThat(chromium.exitValue()).isZero();
        } finally {
            chromium.destroyForcibly().waitFor();
        }
    }
}
