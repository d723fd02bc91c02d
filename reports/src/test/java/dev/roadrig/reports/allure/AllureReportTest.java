package dev.roadrig.reports.allure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadrig.reports.SampleJudgement;
import dev.roadrig.scenarios.SharedFolder;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.RealTicker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AllureReportTest {
    @TempDir
    Path folder;

    private final RealTicker ticker = new RealTicker("report-test");

    @AfterEach
    void close() {
        ticker.close();
    }

    static Path home() throws IOException {
        try (Stream<Path> unpacked = Files.list(SharedFolder.root().resolve("reports/target/allure"))) {
            return unpacked.filter(p -> p.getFileName().toString().startsWith("allure-"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void one_file_holds_the_test_its_pictures_and_the_history_for_the_next() throws Exception {
        Path results = results("results");
        Path report = folder.resolve("run/report.html");
        assertThat(new AllureReport(home(), ticker).generate(List.of(results), report, deadline()))
                .isEqualTo(report);
        String html = Files.readString(report);
        assertThat(embedded(html, "data/suites.json")).contains("tunnel-with-cloud-fallback on dashcam (1 of 2)");
        assertThat(embedded(html, "data/categories.json")).contains("\"Inconclusive\"");
        assertThat(html).contains(".png','").doesNotContain("INVALID");
        assertThat(left(report)).containsExactly("report.html");

        Path next = results("next");
        assertThat(AllureHistory.carry(report, next)).isEqualTo(5);
        assertThat(next.resolve("history/history.json"))
                .content()
                .contains(AllureResults.historyId(
                        SampleJudgement.demo().runs().get(0).start()));
        new AllureReport(home(), ticker).generate(List.of(next), report, deadline());
        String trend = embedded(Files.readString(report), "history/history-trend.json");
        assertThat(trend.split("\"failed\"", -1)).as(trend).hasSize(3);
    }

    @Test
    void more_than_twenty_results_become_a_folder() throws Exception {
        Path results = results("many");
        assertThat(AllureReport.fitsOneFile(List.of(results))).isTrue();
        for (int i = 0; i < AllureReport.MOST_SINGLE_RESULTS; i++) {
            Files.writeString(
                    results.resolve(i + "-result.json"),
                    "{\"uuid\":\"" + i + "\",\"name\":\"n" + i + "\",\"status\":\"passed\"}");
        }
        assertThat(AllureReport.fitsOneFile(List.of(results))).isFalse();
        Path page = new AllureReport(home(), ticker)
                .generate(List.of(results), folder.resolve("many/report.html"), deadline());
        assertThat(page).isEqualTo(folder.resolve("many/report/index.html")).exists();
        assertThat(AllureHistory.carry(folder.resolve("many/report"), folder.resolve("later")))
                .isEqualTo(5);
    }

    @Test
    void a_missing_command_line_says_what_to_do() {
        var report = new AllureReport(folder.resolve("nowhere"), ticker);
        assertThatThrownBy(() -> report.generate(List.of(folder), folder.resolve("r.html"), deadline()))
                .isInstanceOf(RigFault.class)
                .hasMessageContaining("No Allure command line in " + folder.resolve("nowhere"))
                .hasMessageContaining("Build the project");
    }

    @Test
    void a_command_line_that_fails_leaves_the_old_report_and_shows_its_output() throws IOException {
        Path broken = folder.resolve("broken");
        Files.createDirectories(broken.resolve("lib"));
        Path old = Files.writeString(folder.resolve("report.html"), "the old one");
        assertThatThrownBy(() -> new AllureReport(broken, ticker).generate(List.of(results("r")), old, deadline()))
                .isInstanceOfSatisfying(RigFault.class, fault -> {
                    assertThat(fault.code()).isEqualTo("report.allure-failed");
                    assertThat(fault.evidence().get(0).text()).contains("io.qameta.allure.CommandLine");
                })
                .hasMessageContaining("ended with exit code 1");
        assertThat(old).hasContent("the old one");
    }

    @Test
    void a_command_line_that_is_late_is_ended() throws IOException {
        Path results = results("late");
        var report = new AllureReport(home(), ticker);
        assertThatThrownBy(() -> report.generate(List.of(results), folder.resolve("late.html"), new Deadline(0)))
                .isInstanceOfSatisfying(
                        RigFault.class, f -> assertThat(f.code()).isEqualTo("report.allure-late"));
        assertThat(folder.resolve("late.html")).doesNotExist();
    }

    @Test
    void a_zip_for_a_ticket_holds_report_record_and_results() throws IOException {
        Path record = Files.writeString(folder.resolve("run.mcap"), "record");
        Path results = Files.createDirectories(folder.resolve("allure-results"));
        Files.writeString(results.resolve("a-result.json"), "{}");
        Files.createSymbolicLink(results.resolve("elsewhere"), Path.of("/etc/hostname"));
        Path zip = folder.resolve("ticket.zip");
        ReportZip.write(zip, List.of(record, results));
        try (var file = new ZipFile(zip.toFile())) {
            assertThat(file.stream().map(e -> e.getName()).toList())
                    .containsExactly("run.mcap", "allure-results/a-result.json");
            assertThat(file.getInputStream(file.getEntry("run.mcap"))).hasContent("record");
        }
        assertThatThrownBy(() -> ReportZip.write(zip, List.of(record, record)))
                .hasMessageContaining("the name run.mcap");
        assertThat(zip).exists();
    }

    private Path results(String name) throws IOException {
        Path results = folder.resolve(name);
        new AllureResults(results, run -> Optional.of("run.mcap")).write(List.of(SampleJudgement.demo()));
        return results;
    }

    private Deadline deadline() {
        return ticker.in(Duration.ofMinutes(5));
    }

    private static List<String> left(Path report) throws IOException {
        try (Stream<Path> files = Files.list(report.getParent())) {
            return files.map(p -> p.getFileName().toString()).toList();
        }
    }

    private static String embedded(String html, String name) {
        String call = "d('" + name + "','";
        int from = html.indexOf(call) + call.length();
        assertThat(from).as(name).isGreaterThan(call.length());
        return new String(
                Base64.getDecoder().decode(html.substring(from, html.indexOf('\'', from))), StandardCharsets.UTF_8);
    }
}
