package dev.roadrig.scenarios.bench;

import dev.roadrig.scenarios.mcap.Compression;
import dev.roadrig.scenarios.mcap.McapFile;
import dev.roadrig.scenarios.mcap.McapStream;
import dev.roadrig.scenarios.mcap.McapWriter;
import dev.roadrig.scenarios.mcap.McapWriterOptions;
import dev.roadrig.scenarios.mcap.MessageCursor;
import dev.roadrig.scenarios.mcap.Query;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One walk over a whole file, or one writing of it: 1 MiB chunks, no compression, every CRC computed and checked. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 8)
@Measurement(iterations = 12)
@Fork(1)
public class McapBenchmark {
    /** The forms of files. */
    public enum Form {
        SMALL(32, 2_000_000),
        LARGE(100_000, 2_500);

        final int messageBytes;
        final int messages;

        Form(int messageBytes, int messages) {
            this.messageBytes = messageBytes;
            this.messages = messages;
        }

        Path file() {
            return Path.of(System.getProperty("roadrig.bench"), name() + ".mcap");
        }
    }

    @Param
    public Form form;

    @Benchmark
    public long stream() {
        try (McapStream stream = McapStream.open(form.file())) {
            return walk(stream);
        }
    }

    @Benchmark
    public long indexed() {
        try (McapFile file = McapFile.open(form.file())) {
            return walk(file.messages(Query.BY_TIME));
        }
    }

    @Benchmark
    public long write() throws IOException {
        Path spare = form.file().resolveSibling("ours-again.mcap");
        write(form, spare);
        return spare.toFile().length();
    }

    private long walk(MessageCursor cursor) {
        long messages = 0;
        long bytes = 0;
        while (cursor.next()) {
            messages++;
            bytes += cursor.data().remaining();
        }
        if (messages != form.messages || bytes != (long) form.messages * form.messageBytes) {
            throw new IllegalStateException("read " + messages + " messages of " + bytes + " bytes");
        }
        return bytes;
    }

    static void write(Form form, Path path) throws IOException {
        var options = new McapWriterOptions(
                "", "bench", 1 << 20, Compression.NONE, EnumSet.allOf(McapWriterOptions.Part.class));
        try (var writer = new McapWriter(new FileOutputStream(path.toFile()), options)) {
            int channel = writer.addChannel(0, "/t", "", Map.of());
            byte[] data = new byte[form.messageBytes];
            for (int i = 0; i < form.messages; i++) {
                long time = 1_700_000_000_000_000_000L + i * 1000L;
                writer.write(channel, i, time, time, data);
            }
        }
    }
}
