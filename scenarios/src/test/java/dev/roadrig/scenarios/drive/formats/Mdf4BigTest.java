package dev.roadrig.scenarios.drive.formats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.scenarios.drive.formats.Mdf4File.Channel;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file far larger than the memory is imported. */
class Mdf4BigTest {
    /** Mixed records: an id, the frame with the offset of its data, another id, a length and 8 bytes. */
    private static final int FRAME_BYTES = 1 + 20 + 1 + 4 + 8;

    @TempDir
    private Path folder;

    @Test
    void a_file_of_48_mib_is_imported_in_24_mib_of_memory() throws Exception {
        imports(48L << 20, "-Xmx24m");
    }

    @Test
    @Tag("fuzz")
    void a_file_of_4_gib_is_imported_in_256_mib_of_memory() throws Exception {
        imports(4L << 30, "-Xmx256m");
    }

    private void imports(long bytes, String memory) throws Exception {
        long frames = bytes / FRAME_BYTES;
        Path out = folder.resolve("out.txt");
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                memory,
                Mdf4Big.class.getName(),
                written(frames).toString(),
                folder.resolve("big.mcap").toString());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process process =
                builder.redirectErrorStream(true).redirectOutput(out.toFile()).start();
        try {
            assertThat(process.waitFor(15, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(Files.readAllLines(out)).contains(String.valueOf(frames));
    }

    private Path written(long frames) throws IOException {
        var file = new Mdf4File();
        long ticks = file.conversion(1, 0, 1e-6);
        long values = file.group(0, 0, 2, 1, 0, 0);
        long channels = file.channels(
                "CAN_DataFrame",
                List.of(
                        Channel.time(0, ticks),
                        Channel.number("CAN_DataFrame.ID", 64, 32),
                        Channel.variable("CAN_DataFrame.DataBytes", 12, values)));
        long data = file.block("DT", new long[0]);
        file.dataGroup(0, file.group(values, channels, 1, 0, 20, 0), data, 1);
        // The block with the data is the last one, so that it can grow.
        long grown = file.block("DT", new long[0]);
        file.number(grown + 8, 24 + frames * FRAME_BYTES, 8);
        file.link(Mdf4Samples.find(file, "DG"), 2, grown);
        Path path = Files.write(folder.resolve("big.mf4"), file.bytes());
        try (OutputStream to = new BufferedOutputStream(Files.newOutputStream(path, StandardOpenOption.APPEND))) {
            for (long i = 0; i < frames; i++) {
                to.write(1);
                to.write(Mdf4File.le(i * 250, 8));
                to.write(Mdf4File.le(i % 100, 4));
                to.write(Mdf4File.le(12 * i, 8));
                to.write(2);
                to.write(Mdf4File.le(8, 4));
                to.write(Mdf4File.le(i, 8));
            }
        }
        return path;
    }
}
