package dev.roadrig.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.harness.cli.HostCheck.Finding;
import dev.roadrig.scenarios.time.RealTicker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
    @TempDir
    private Path folder;

    @Test
    void this_host_is_told_line_by_line() {
        CommandLineRun doctor = CommandLineRun.of("doctor");
        assertThat(doctor.out())
                .containsPattern("ok +Java +\\d+")
                .containsPattern("ok +fonts +text is \\d+ pixels wide\n")
                .containsPattern("ok +pseudo terminals +/dev/pts/\\d+\n")
                .containsPattern("ok +ONNX Runtime +loaded signs-int8.yaml\n")
                .containsPattern("ok +TensorFlow Lite +loaded signs-int8-tflite.yaml\n")
                .containsPattern("(ok|MISSING) +board agent +.*roadrig-agent.jar")
                .containsPattern("(ok|optional) +real-time priority +");
        boolean missing = doctor.out().contains("MISSING");
        assertThat(doctor.code()).isEqualTo(missing ? 3 : 0);
        assertThat(doctor.out().contains("The demo can run here.")).isNotEqualTo(missing);
    }

    @Test
    void what_is_missing_says_what_to_do_next() throws Exception {
        Path file = Files.writeString(folder.resolve("leases"), "not a folder");
        proc("Max realtime priority     0                    0                    \n", "CapEff:\t0000000000000000\n");
        List<Finding> findings;
        try (var ticker = new RealTicker("doctor-test")) {
            findings = new HostCheck(ticker, folder).quick(file, folder);
        }
        Finding leases = named(findings, "leases");
        assertThat(leases.level()).isEqualTo("MISSING");
        assertThat(leases.text())
                .startsWith("Cannot take a lease in " + file)
                .endsWith("Check the folder's rights, or set -Droadrig.leases=FOLDER.");
        Finding priority = named(findings, "real-time priority");
        assertThat(priority.level()).isEqualTo("optional");
        assertThat(priority.text()).contains("rtprio 20").contains("chrt -f 20 ./roadrig");
    }

    @Test
    void a_limit_or_a_capability_allows_real_time_priority() throws Exception {
        proc("Max realtime priority     50                   50                   \n", "CapEff:\t0\n");
        assertThat(priority()).startsWith("up to priority 50; ").contains("chrt -f 20 ./roadrig");
        proc("Max realtime priority     0                    0                    \n", "CapEff:\t0000000000800000\n");
        assertThat(priority()).startsWith("CAP_SYS_NICE is there; ").contains("chrt -f 20 ./roadrig");
    }

    @Test
    void no_lease_is_left_behind() throws Exception {
        proc("", "");
        Path leases = folder.resolve("new");
        try (var ticker = new RealTicker("doctor-test")) {
            assertThat(named(new HostCheck(ticker, folder).quick(leases, folder), "leases")
                            .fine())
                    .isTrue();
        }
        assertThat(leases).isEmptyDirectory();
    }

    private String priority() throws Exception {
        try (var ticker = new RealTicker("doctor-test")) {
            Finding found =
                    named(new HostCheck(ticker, folder).quick(folder.resolve("leases"), folder), "real-time priority");
            assertThat(found.fine()).isTrue();
            return found.text();
        }
    }

    private void proc(String limits, String status) throws IOException {
        Files.writeString(folder.resolve("limits"), limits);
        Files.writeString(folder.resolve("status"), status);
    }

    private static Finding named(List<Finding> findings, String name) {
        return findings.stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
    }
}
