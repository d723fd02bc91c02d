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
    void the_demo_ends_with_0_on_exactly_the_stated_verdicts_and_leaves_its_files() throws Exception {
        assertThat(Main.run("demo", "--out", out.toString())).isEqualTo(0);

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
