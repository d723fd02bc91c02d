package dev.roadrig.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoIT {
    @TempDir
    private Path out;

    @Test
    void the_demo_leaves_its_files_and_its_record_judges_as_run_would_exit() throws Exception {
        // That its verdicts are exactly the stated ones is its exit code, which the gate runs it for on a quiet host.
        assertThat(Main.run("demo", "--out", out.toString())).isIn(0, 1);

        Path run = out.resolve("latest");
        for (String file : new String[] {
            "run.mcap", "report.html", "junit.xml", "judgement.json", "timeline.png", "latency.png", "frames.csv"
        }) {
            assertThat(run.resolve(file)).as(file).isNotEmptyFile();
        }
        assertThat(Files.readString(run.resolve("junit.xml"))).contains("roadrig.tunnel-with-cloud-fallback.dashcam-1");
        assertThat(Main.run("judge", run.resolve("run.mcap").toString())).isEqualTo(4);
        assertThat(Main.run("judge", run.resolve("run.mcap").toString(), "--inconclusive", "warn"))
                .isEqualTo(0);
    }
}
