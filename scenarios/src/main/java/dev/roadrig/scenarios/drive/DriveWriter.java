package dev.roadrig.scenarios.drive;

import com.google.protobuf.Message;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.FileTrouble;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.mcap.Compression;
import dev.roadrig.scenarios.mcap.McapRecord.Channel;
import dev.roadrig.scenarios.mcap.McapRecord.Metadata;
import dev.roadrig.scenarios.mcap.McapRecord.Schema;
import dev.roadrig.scenarios.mcap.McapWriter;
import dev.roadrig.scenarios.mcap.McapWriterOptions;
import dev.roadrig.scenarios.mcap.McapWriterOptions.Part;
import dev.roadrig.scenarios.mcap.ProtobufEncoding;
import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes a drive as one file, front to back, under a name of its own until it is whole: a file that was not finished is
 * never taken for a drive. Equal messages make equal bytes.
 */
public final class DriveWriter implements Closeable {
    /** The name of the metadata that says where a drive comes from. */
    static final String ORIGIN = "roadrig.drive";

    /** Of a channel's metadata: what its messages hold, in words. */
    static final String UNITS = "units";

    private static final int MOST_CHANNELS = 1_000;
    private static final int CHUNK_BYTES = 1 << 20;

    private final Path target;
    private final Path part;
    private final McapWriter mcap;
    private final Map<String, OpenChannel> channels = new LinkedHashMap<>();
    /** Of another file, by its id there. */
    private final Map<Integer, Integer> schemas = new HashMap<>();

    private long messages;
    private boolean finished;

    /** A topic that has a message. */
    private static final class OpenChannel {
        private final int id;
        private long messages;

        OpenChannel(int id) {
            this.id = id;
        }
    }

    /** Begins a file. Throws {@link BadInput} when there is one of this name, or it cannot be made. */
    public DriveWriter(Path target) {
        this.target = target;
        this.part = target.resolveSibling(target.getFileName() + ".part");
        if (Files.exists(target)) {
            throw new BadInput(target + " exists already; a drive is never written over. Choose another name with -o.");
        }
        var options = new McapWriterOptions("", "roadrig", CHUNK_BYTES, Compression.LZ4, EnumSet.allOf(Part.class));
        try {
            // Not a channel of NIO: those close themselves when the writing thread is interrupted.
            mcap = new McapWriter(new FileOutputStream(part.toFile()), options);
        } catch (IOException e) {
            throw new BadInput(
                    target + " cannot be made: " + FileTrouble.why(e) + ". Choose another place with -o.", e);
        }
    }

    /**
     * Writes a message.
     *
     * @param utcNanos when it happened, since 1970
     */
    public void write(DriveTopic topic, long utcNanos, Message message) throws RigFault {
        if (!topic.carries(message)) {
            throw new IllegalArgumentException(topic + " does not carry " + message.getClass());
        }
        try {
            OpenChannel channel = channel(topic);
            messages++;
            mcap.write(channel.id, channel.messages++, utcNanos, utcNanos, ProtobufEncoding.bytes(message));
        } catch (IOException e) {
            throw diskFault(e);
        }
    }

    /**
     * Writes a message of another file, on a channel like its own; all of them are of one file, or of files whose channels
     * and schemas have numbers of their own.
     */
    public void copy(Optional<Schema> schema, Channel channel, long logTime, long publishTime, byte[] data)
            throws RigFault {
        try {
            String key = "copy " + channel.id();
            OpenChannel open = channels.get(key);
            if (open == null) {
                int schemaId = schema.isEmpty() ? 0 : schemaLike(schema.get());
                open = new OpenChannel(
                        mcap.addChannel(schemaId, channel.topic(), channel.messageEncoding(), channel.metadata()));
                channels.put(key, open);
            }
            messages++;
            mcap.write(open.id, open.messages++, logTime, publishTime, data);
        } catch (IOException e) {
            throw diskFault(e);
        }
    }

    private int schemaLike(Schema schema) throws IOException {
        Integer known = schemas.get(schema.id());
        if (known == null) {
            known = mcap.addSchema(schema.name(), schema.encoding(), schema.data());
            schemas.put(schema.id(), known);
        }
        return known;
    }

    /** How many messages were written. */
    public long messages() {
        return messages;
    }

    /** Writes a frame: its picture, what is known of it, and its boxes to look at. */
    public void writeFrame(DriveFrame frame, long utcNanos) throws RigFault {
        write(DriveTopic.IMAGE, utcNanos, CameraFrames.image(frame, utcNanos));
        write(DriveTopic.FRAME, utcNanos, CameraFrames.frame(frame));
        write(DriveTopic.ANNOTATIONS, utcNanos, CameraFrames.annotations(frame, utcNanos));
    }

    private OpenChannel channel(DriveTopic topic) throws IOException {
        OpenChannel known = channels.get(topic.topic());
        if (known != null) {
            return known;
        }
        if (channels.size() >= MOST_CHANNELS) {
            throw new BadInput("The recording has more than " + MOST_CHANNELS + " channels, with " + topic.topic()
                    + "; no drive has. Is it a recording of this form?");
        }
        int schema = mcap.addSchema(
                topic.type().getFullName(), ProtobufEncoding.NAME, ProtobufEncoding.schema(topic.type()));
        var channel = new OpenChannel(
                mcap.addChannel(schema, topic.topic(), ProtobufEncoding.NAME, Map.of(UNITS, topic.units())));
        channels.put(topic.topic(), channel);
        return channel;
    }

    /** Writes facts beside the messages. */
    public void facts(String name, Map<String, String> facts) throws RigFault {
        try {
            mcap.metadata(new Metadata(name, new TreeMap<>(facts)));
        } catch (IOException e) {
            throw diskFault(e);
        }
    }

    /**
     * Ends the file and gives it its name.
     *
     * @param origin where the drive comes from, names and values
     */
    public void finish(Map<String, String> origin) throws RigFault {
        try {
            facts(ORIGIN, origin);
            mcap.close();
            move();
            finished = true;
        } catch (IOException e) {
            throw diskFault(e);
        }
    }

    private void move() throws IOException {
        try {
            Files.move(part, target, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, target);
        }
    }

    private RigFault diskFault(IOException cause) {
        var fault = new RigFault(
                "drive.disk",
                "The drive " + target + " cannot be written: " + cause.getMessage()
                        + ". Nothing of it is kept. Free some space, or choose another place with -o.");
        fault.initCause(cause);
        return fault;
    }

    /** Without {@link #finish} before, nothing of the file is kept. */
    @Override
    public void close() {
        if (finished) {
            return;
        }
        try {
            mcap.close();
        } catch (IOException e) {
            // The file goes away in whole; what stopped it is already told.
        }
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            // Its name says that it is no drive.
        }
    }
}
