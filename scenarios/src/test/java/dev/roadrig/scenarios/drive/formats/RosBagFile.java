package dev.roadrig.scenarios.drive.formats;

import com.google.protobuf.ByteString;
import dev.roadrig.scenarios.mcap.Compression;
import dev.roadrig.scenarios.mcap.McapWriter;
import dev.roadrig.scenarios.mcap.McapWriterOptions;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Writes a bag as rosbag2 does, for tests. */
final class RosBagFile implements Closeable {
    private final OutputStream out;
    private final McapWriter writer;
    private final Map<String, Integer> channels = new HashMap<>();

    RosBagFile(Path file) throws IOException {
        this(file, "ros2");
    }

    RosBagFile(Path file, String profile) throws IOException {
        out = Files.newOutputStream(file);
        writer = new McapWriter(
                out,
                new McapWriterOptions(
                        profile, "a test", 4_000, Compression.ZSTD, EnumSet.allOf(McapWriterOptions.Part.class)));
    }

    /** A topic, with the definition of its type. */
    RosBagFile topic(String name, String schema, String definition) throws IOException {
        int id = writer.addSchema(schema, "ros2msg", ByteString.copyFromUtf8(definition));
        channels.put(name, writer.addChannel(id, name, "cdr", Map.of()));
        return this;
    }

    RosBagFile message(String topic, long logNanos, byte[] data) throws IOException {
        writer.write(Objects.requireNonNull(channels.get(topic)), 0, logNanos, logNanos, data);
        return this;
    }

    @Override
    public void close() throws IOException {
        writer.close();
        out.close();
    }

    /** Values in CDR. */
    static final class Cdr {
        private final ByteBuffer bytes;

        Cdr(ByteOrder order) {
            bytes = ByteBuffer.allocate(1 << 16).order(order);
            bytes.put((byte) 0)
                    .put((byte) (order == ByteOrder.LITTLE_ENDIAN ? 1 : 0))
                    .putShort((short) 0);
        }

        private Cdr align(int size) {
            while ((bytes.position() - 4) % size != 0) {
                bytes.put((byte) 0x55);
            }
            return this;
        }

        Cdr header(int seconds, int nanos) {
            return i32(seconds).i32(nanos).string("base_link");
        }

        Cdr u8(int... values) {
            for (int value : values) {
                bytes.put((byte) value);
            }
            return this;
        }

        Cdr u16(int value) {
            align(2).bytes.putShort((short) value);
            return this;
        }

        Cdr i32(int value) {
            align(4).bytes.putInt(value);
            return this;
        }

        Cdr f64(double... values) {
            for (double value : values) {
                align(8).bytes.putDouble(value);
            }
            return this;
        }

        Cdr string(String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            i32(utf8.length + 1).bytes.put(utf8).put((byte) 0);
            return this;
        }

        Cdr sequence(byte[] data) {
            i32(data.length).bytes.put(data);
            return this;
        }

        byte[] done() {
            byte[] done = new byte[bytes.position()];
            bytes.flip().get(done);
            return done;
        }
    }
}
