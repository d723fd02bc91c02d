package dev.roadrig.scenarios.drive.field;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.roadrig.scenarios.drive.DriveWriter;
import dev.roadrig.scenarios.drive.align.ClockMap;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.mcap.McapFile;
import dev.roadrig.scenarios.mcap.McapRecord.Channel;
import dev.roadrig.scenarios.mcap.McapRecord.Schema;
import dev.roadrig.scenarios.mcap.MessageCursor;
import dev.roadrig.scenarios.mcap.Query;
import java.io.Closeable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;

/**
 * Writes parts into one recording by time. A message's log time is in UTC; its publish time is the stamp that it had on its
 * own clock. What could not be aligned stands under {@code /unaligned}, with its own stamps.
 */
final class PartMerger implements Closeable {
    static final String UNALIGNED = "/unaligned";
    /** Each has its file open while they are merged. */
    static final int MOST_PARTS = 256;

    private static final int MOST_CHANNELS = 4_000;

    private final DriveWriter writer;
    private final PriorityQueue<Open> byTime =
            new PriorityQueue<>(Comparator.comparingLong(Open::utc).thenComparingInt(open -> open.index));
    private final List<Open> opened = new ArrayList<>();
    private int channels;
    private int schemas;

    PartMerger(DriveWriter writer) {
        this.writer = writer;
    }

    /** A part, and the message that is next. */
    private final class Open {
        private final int index;
        private final String part;
        private final McapFile file;
        private final MessageCursor cursor;
        private final ClockMap clock;
        private final String prefix;
        private final Map<Integer, Channel> merged = new HashMap<>();
        /** By their numbers in the part, with numbers that no other part has. */
        private final Map<Integer, Schema> numbered = new HashMap<>();

        Open(int index, String part, McapFile file, ClockMap clock, String prefix) {
            this.index = index;
            this.part = part;
            this.file = file;
            this.cursor = file.messages(Query.BY_TIME);
            this.clock = clock;
            this.prefix = prefix;
            file.schemas()
                    .forEach(schema -> numbered.put(
                            schema.id(), new Schema(++schemas, schema.name(), schema.encoding(), schema.data())));
        }

        long utc() {
            return clock.utc(cursor.logTime());
        }

        /** The channel as it becomes, with numbers that no other part has. */
        Channel channel() {
            Channel own = cursor.channel();
            return merged.computeIfAbsent(own.id(), id -> {
                if (++channels > MOST_CHANNELS) {
                    throw new BadInput("The parts have more than " + MOST_CHANNELS + " channels together, with "
                            + own.topic() + " of " + part + "; no ticket has. Take parts out of the bundle.");
                }
                var metadata = new TreeMap<>(own.metadata());
                metadata.put("part", part);
                metadata.put("clock", prefix.isEmpty() ? "UTC" : "unaligned");
                return new Channel(
                        channels,
                        schema().map(Schema::id).orElse(0),
                        prefix + own.topic(),
                        own.messageEncoding(),
                        metadata);
            });
        }

        Optional<Schema> schema() {
            return Optional.ofNullable(numbered.get(cursor.channel().schemaId()));
        }
    }

    /**
     * Takes a part in.
     *
     * @param clock how its stamps become UTC
     * @param aligned whether that is known
     */
    void add(Path mcap, String name, ClockMap clock, boolean aligned) {
        if (opened.size() >= MOST_PARTS) {
            throw tooMany(opened.size() + 1);
        }
        McapFile file = McapFile.open(mcap);
        var open = new Open(opened.size(), name, file, clock, aligned ? "" : UNALIGNED);
        opened.add(open);
        if (open.cursor.next()) {
            byTime.add(open);
        }
    }

    /** That a bundle has more parts than are merged. */
    static BadInput tooMany(int parts) {
        return new BadInput("The bundle has " + parts + " parts or more; at most " + MOST_PARTS
                + " become one recording. Take out what does not belong to this ticket.");
    }

    /** Writes all messages of all parts. */
    void write() throws RigFault {
        for (Open next = byTime.poll(); next != null; next = byTime.poll()) {
            long utc = next.utc();
            if (utc < 0) {
                throw new BadInput("With its clock brought to UTC, " + next.part + " begins before 1970.");
            }
            Optional<Schema> schema = next.schema();
            try {
                byte[] data = Restamp.at(utc, schema.map(Schema::name).orElse(""), next.cursor.data());
                writer.copy(schema, next.channel(), utc, next.cursor.logTime(), data);
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalStateException("an import wrote a message that cannot be read: " + next.part, e);
            }
            if (next.cursor.next()) {
                byTime.add(next);
            }
        }
    }

    @Override
    public void close() {
        opened.forEach(open -> open.file.close());
    }
}
