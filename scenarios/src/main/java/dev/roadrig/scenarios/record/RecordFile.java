package dev.roadrig.scenarios.record;

import com.google.protobuf.ByteString;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.mcap.McapRecord.Attachment;
import dev.roadrig.scenarios.mcap.McapWriter;
import dev.roadrig.scenarios.mcap.McapWriterOptions;
import dev.roadrig.scenarios.mcap.ProtobufEncoding;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The record's file: messages in, chunks out. For one thread at a time; how chunks age is the owner's part. */
final class RecordFile {
    static final int CHUNK_BYTES = 256 << 10;
    static final long CHUNK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Path file;
    private final long utcAnchorNanos;
    private final McapWriter mcap;
    private final Map<RunTopic, OpenChannel> channels = new EnumMap<>(RunTopic.class);
    private long chunkStartNanos;
    private long lastNanos;

    RecordFile(Path file, long utcAnchorNanos, OutputStream out) throws IOException {
        this.file = file;
        this.utcAnchorNanos = utcAnchorNanos;
        this.mcap = new McapWriter(out, McapWriterOptions.indexed("roadrig", CHUNK_BYTES));
    }

    static RecordFile create(Path file, long utcAnchorNanos) throws RigFault {
        try {
            Files.createFile(file);
            // Not a channel of NIO: those close themselves when the writing thread is interrupted.
            return new RecordFile(file, utcAnchorNanos, new FileOutputStream(file.toFile()));
        } catch (FileAlreadyExistsException e) {
            throw new BadInput(file + " exists already; a record is never written over. Choose another --out.", e);
        } catch (IOException e) {
            throw diskFault(file, e);
        }
    }

    boolean chunkIsEmpty() {
        return mcap.openChunkBytes() == 0;
    }

    /** The timeline's nanoseconds of the open chunk's first message. */
    long chunkStartNanos() {
        return chunkStartNanos;
    }

    void write(RunTopic topic, long nanos, byte[] message) throws IOException {
        OpenChannel channel = channel(topic);
        if (chunkIsEmpty()) {
            chunkStartNanos = nanos;
        }
        lastNanos = Math.max(lastNanos, nanos);
        long time = utcAnchorNanos + nanos;
        mcap.write(channel.id, channel.sequence++, time, time, message);
    }

    private OpenChannel channel(RunTopic topic) throws IOException {
        OpenChannel known = channels.get(topic);
        if (known != null) {
            return known;
        }
        int schema = mcap.addSchema(
                topic.descriptor().getFullName(),
                "protobuf",
                ByteString.copyFrom(ProtobufEncoding.bytes(topic.schema())));
        var channel = new OpenChannel(mcap.addChannel(schema, topic.topic(), "protobuf", Map.of()));
        channels.put(topic, channel);
        return channel;
    }

    void attach(String name, String mediaType, ByteString bytes) throws IOException {
        long time = utcAnchorNanos + lastNanos;
        mcap.attach(new Attachment(time, time, name, mediaType, bytes));
    }

    void closeChunk() throws IOException {
        mcap.closeChunk();
    }

    void close() throws IOException {
        mcap.close();
    }

    RigFault fault(Throwable cause) {
        return diskFault(file, cause);
    }

    private static RigFault diskFault(Path file, Throwable cause) {
        var fault = new RigFault(
                "record.disk",
                "The record " + file + " cannot be written: " + reason(cause)
                        + ". What was written before is kept and can be read. Free some space, or choose another folder"
                        + " with --out, and run again.");
        fault.initCause(cause);
        return fault;
    }

    private static String reason(Throwable cause) {
        String message = cause.getMessage();
        return message == null || !(cause instanceof IOException) ? cause.toString() : message;
    }

    /** A topic that has a message. */
    private static final class OpenChannel {
        private final int id;
        private long sequence;

        OpenChannel(int id) {
            this.id = id;
        }
    }
}
