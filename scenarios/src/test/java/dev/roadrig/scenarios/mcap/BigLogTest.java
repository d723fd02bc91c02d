package dev.roadrig.scenarios.mcap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log far larger than the memory is written and replayed. */
class BigLogTest {
    @TempDir
    private Path folder;

    @Test
    void a_log_of_64_mib_is_written_and_replayed_in_16_mib_of_memory() throws Exception {
        replays(64L << 20, "-Xmx16m");
    }

    @Test
    @Tag("fuzz")
    void a_log_of_4_gib_is_written_and_replayed_in_256_mib_of_memory() throws Exception {
        replays(4L << 30, "-Xmx256m");
    }

    private void replays(long bytes, String memory) throws Exception {
        Path out = folder.resolve("out.txt");
        Path log = folder.resolve("big.mcap");
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                memory,
                BigLog.class.getName(),
                log.toString(),
                String.valueOf(bytes));
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process process =
                builder.redirectErrorStream(true).redirectOutput(out.toFile()).start();
        try {
            assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly().waitFor();
        }
        List<String> said = Files.readAllLines(out);
        assertThat(process.exitValue()).as(() -> String.join("\n", said)).isZero();
        String messages = said.get(0).replaceAll("written (\\d+) bytes .*", "$1");
        assertThat(Files.size(log)).isGreaterThan(bytes);
        assertThat(Long.parseLong(messages)).isGreaterThan(bytes / 1300);
        assertThat(said).hasSize(3).contains("by time " + messages, "streamed " + messages);
    }
}
