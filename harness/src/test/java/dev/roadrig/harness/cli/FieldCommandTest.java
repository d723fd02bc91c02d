package dev.roadrig.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.reports.allure.ReportZip;
import dev.roadrig.scenarios.SharedFolder;
import dev.roadrig.scenarios.drive.field.SyntheticTicket;
import dev.roadrig.scenarios.record.RunRecordWriter;
import dev.roadrig.scenarios.record.v1.RunStart;
import dev.roadrig.scenarios.yaml.YamlFile;
import dev.roadrig.scenarios.yaml.YamlMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldCommandTest {
    @TempDir
    private Path folder;

    private String target(String name) {
        return folder.resolve(name).toString();
    }

    /** A ticket of two logs. */
    private String small() throws IOException {
        Path ticket = Files.createDirectories(folder.resolve("small"));
        Files.writeString(ticket.resolve("kern"), """
                [    0.000000] Linux version 5.10
                [    2.000000] rtc-x: setting system clock to 2018-08-02T16:01:17 UTC (1533225677)
                """);
        Files.writeString(ticket.resolve("app"), "[    3.000000] up\n[    4.000000] \u001b[31mred\n");
        Files.writeString(
                ticket.resolve("field.yaml"), "board: {revision: C2}\nclocks: {kernel: 2018-08-02T16:01:20Z}\n");
        return ticket.toString();
    }

    @Test
    void a_ticket_is_told_part_by_part_with_what_is_missing() throws Exception {
        CommandLineRun seen = CommandLineRun.of("field", "import", small(), "-o", target("t.mcap"));
        assertThat(seen.err()).isEmpty();
        assertThat(seen.code()).isZero();
        assertThat(seen.out())
                .containsPattern("part +file +messages +clock +begins +span +to UTC +residual\n")
                .containsPattern(
                        "kernel +kern +2 +monotonic +0\\.000 s +2\\.0 s +0 is 2018-08-02T16:01:15\\.500Z +288\\.7 ms\n")
                .containsPattern("application +app +2 +monotonic +3\\.000 s +1\\.0 s +0 is 2018-08-02T16:01:15\\.500Z")
                .containsPattern("kernel by +UTC named in 1 line, as the board's own clock had it")
                .containsPattern(
                        "kernel note +field.yaml states its clock as 2018-08-02T16:01:20Z, 4\\.500 s from what")
                .containsPattern("application by +counts from the same boot as the kernel log kern")
                .containsPattern("board.revision +C2\n")
                .containsPattern("missing +CAN log")
                .containsPattern("missing +field.yaml: firmware.sha256\n")
                .containsPattern("frames +none: it is not played as a drive\n")
                .containsPattern("recording +" + target("t.mcap") + "\n")
                .containsPattern("sha256 +[0-9a-f]{64}\n");
        CommandLineRun info = CommandLineRun.of("drive", "info", target("t.mcap"));
        assertThat(info.code()).isZero();
        assertThat(info.out())
                .containsPattern("/log/kernel +2 of foxglove.Log: lines of the kernel; ")
                .containsPattern("form +field bundle\n");
    }

    @Test
    void the_same_facts_as_json() throws Exception {
        CommandLineRun seen = CommandLineRun.of("field", "import", small(), "-o", target("t.mcap"), "--json");
        YamlMap json = YamlFile.parse("the output", seen.out());
        assertThat(json.map("facts").text("board.revision")).isEqualTo("C2");
        YamlMap kernel = json.list("parts").maps().stream()
                .filter(part -> part.text("kind").equals("kernel"))
                .findFirst()
                .orElseThrow();
        assertThat(kernel.text("basis")).isEqualTo("found");
        assertThat(kernel.text("offset_ns")).isEqualTo("1533225675500000000");
        assertThat(kernel.text("residual_ns")).isEqualTo("288675135");
        assertThat(json.list("missing").scalars()).hasSize(9);
        assertThat(json.text("sha256")).matches("[0-9a-f]{64}");
    }

    @Test
    void bad_bundles_are_refused_with_exit_2() throws Exception {
        CommandLineRun none = CommandLineRun.of("field", "import", target("none.zip"), "-o", target("t.mcap"));
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err()).contains("There is no bundle at " + target("none.zip"));
        CommandLineRun bare = CommandLineRun.of("field");
        assertThat(bare.code()).isEqualTo(2);
        assertThat(bare.err()).contains("Say what to do with a ticket: import.");
    }

    @Test
    void the_real_drives_ticket_becomes_a_drive_that_can_be_asked_about() throws Exception {
        Path ticket = Files.createDirectory(folder.resolve("ticket"));
        SyntheticTicket.make(SharedFolder.data("drives/comma2k19-dev-0-40s"), ticket);
        CommandLineRun seen = CommandLineRun.of("field", "import", ticket.toString(), "-o", target("ticket.mcap"));
        assertThat(seen.out())
                .containsPattern(
                        "can +bus.log +65824 +UTC +2018-08-02T16:14:50.134Z +40.0 s +-1\\.[67]\\d\\d s +[34]\\d.\\d ms")
                .containsPattern("gnss +gps.txt .* \\+0\\.000 s +reference")
                .containsPattern("missing +nothing\n")
                .containsPattern("frames +801: it can be played as a drive\n");
        CommandLineRun info = CommandLineRun.of("drive", "info", target("ticket.mcap"));
        assertThat(info.code()).isZero();
        assertThat(info.out())
                .containsPattern("frames +801, 20\\.0")
                .containsPattern("/can/can0 +35841 of roadrig.drive.v1.CanFrame");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_report_of_our_own_is_told_to_be_one_with_what_to_give_instead(boolean zipped) throws Exception {
        Path run = Files.createDirectories(folder.resolve("run"));
        try (var writer = RunRecordWriter.direct(run.resolve("run.mcap"), 1_790_000_000_000_000_000L)) {
            writer.write(0, RunStart.newBuilder().setRunId("r1").build());
        }
        Path results = Files.createDirectories(run.resolve("allure-results"));
        Files.writeString(results.resolve("console.txt"), "[    0.000000] Linux version 5.10\n");
        Path report = zipped ? folder.resolve("ticket.zip") : run;
        if (zipped) {
            ReportZip.write(report, List.of(run.resolve("run.mcap"), results));
        }
        CommandLineRun seen = CommandLineRun.of("field", "import", report.toString(), "-o", target("t.mcap"));
        assertThat(seen.err())
                .isEqualTo(report + " is a report of Roadrig's own and no ticket: run.mcap in it is a run's record. "
                        + (zipped ? "Unpack it, and give" : "Give")
                        + " that record to `roadrig judge`, `roadrig report` or `roadrig replay`.\n");
        assertThat(seen.code()).isEqualTo(2);
        assertThat(folder.resolve("t.mcap")).doesNotExist();
    }
}
