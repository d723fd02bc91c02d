package dev.roadrig.scenarios.drive.formats;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.FileTrouble;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.mcap.McapFile;
import dev.roadrig.scenarios.mcap.McapRecord.Channel;
import dev.roadrig.scenarios.mcap.McapRecord.Schema;
import dev.roadrig.scenarios.mcap.MessageCursor;
import dev.roadrig.scenarios.mcap.Query;
import dev.roadrig.scenarios.mcap.ReadLimits;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of a ROS 2 bag, merged by log time. */
final class RosBag implements Closeable {
    private static final int MOST_FILES = 1_000;
    /** Each has chunks open, of which it may hold a quarter of what one file alone may. */
    private static final int MOST_AT_ONCE = 8;

    private static final String MCAP = ".mcap";

    private final List<McapFile> files = new ArrayList<>();
    /** The earliest log time of each file, where it has messages. */
    private final Map<McapFile, Long> begins = new HashMap<>();

    private final Map<String, Topic> topics = new TreeMap<>();

    /**
     * A topic.
     *
     * @param schema name of its type
     * @param encoding of the messages
     * @param language of the definition, such as ros2msg
     * @param definition of its type
     * @param messages how many, in all files
     */
    record Topic(String name, String schema, String encoding, String language, String definition, long messages) {
        Topic withOne() {
            return new Topic(name, schema, encoding, language, definition, messages + 1);
        }
    }

    /** Takes messages. */
    @FunctionalInterface
    interface Visitor {
        /** @param number of the message on its topic, from 1 */
        void visit(Topic topic, long number, MessageCursor message) throws RigFault;
    }

    /**
     * Opens a bag and counts what it holds.
     *
     * @param source one file, or the folder of a bag
     */
    static RosBag open(Path source) {
        var bag = new RosBag();
        boolean opened = false;
        try {
            List<Path> paths = files(source);
            for (Path path : paths) {
                bag.add(path, limits(paths.size()));
            }
            opened = true;
            return bag;
        } finally {
            if (!opened) {
                bag.close();
            }
        }
    }

    private static List<Path> files(Path source) {
        if (!Files.isDirectory(source)) {
            return List.of(source);
        }
        try (Stream<Path> all = Files.list(source)) {
            List<Path> files = all.filter(
                            file -> String.valueOf(file.getFileName()).endsWith(MCAP))
                    .sorted()
                    .limit(MOST_FILES + 1L)
                    .toList();
            if (files.isEmpty()) {
                throw new BadInput(source + " holds no .mcap file. A bag in SQLite (.db3) is converted with `ros2 bag"
                        + " convert`, storage_id: mcap.");
            }
            if (files.size() > MOST_FILES) {
                throw new BadInput(source + " holds more than " + MOST_FILES + " .mcap files. Import a part of them.");
            }
            return files;
        } catch (IOException e) {
            throw FileTrouble.unread(source, e);
        }
    }

    /** What each of so many files may hold, so that together they fit the memory too. */
    private static ReadLimits limits(int files) {
        ReadLimits one = ReadLimits.DEFAULT;
        return files == 1
                ? one
                : new ReadLimits(
                        one.recordBytes(),
                        one.chunkBytes(),
                        one.openBytes() / 4,
                        Math.min(one.listBytes(), 4 * (one.listBytes() / files)));
    }

    private void add(Path path, ReadLimits limits) {
        McapFile file = McapFile.open(path, limits);
        files.add(file);
        file.damage().ifPresent(damage -> {
            throw new BadInput(
                    path + " is damaged: " + damage + ". `roadrig drive recover` saves what it still holds.");
        });
        Map<Integer, Schema> schemas = new TreeMap<>();
        file.schemas().forEach(schema -> schemas.put(schema.id(), schema));
        for (Channel channel : file.channels()) {
            Schema schema = schemas.get(channel.schemaId());
            var topic = new Topic(
                    channel.topic(),
                    schema == null ? "" : schema.name(),
                    channel.messageEncoding(),
                    schema == null ? "" : schema.encoding(),
                    schema == null ? "" : schema.data().toStringUtf8(),
                    0);
            Topic known = topics.putIfAbsent(channel.topic(), topic);
            if (known != null && !known.schema().equals(topic.schema())) {
                throw new BadInput(path + ": the topic " + channel.topic() + " is of " + topic.schema()
                        + " here and of " + known.schema() + " elsewhere in the bag.");
            }
        }
        MessageCursor messages = file.messages(Query.AS_WRITTEN);
        while (messages.next()) {
            begins.merge(file, messages.logTime(), Math::min);
            topics.computeIfPresent(messages.channel().topic(), (name, topic) -> topic.withOne());
        }
    }

    /** All topics, by name. */
    List<Topic> topics() {
        return List.copyOf(topics.values());
    }

    int fileCount() {
        return files.size();
    }

    /** Goes through the messages of some topics by log time. */
    void forEach(Set<String> wanted, Visitor visitor) throws RigFault {
        // A file that begins later holds no memory yet: those of a split bag follow each other.
        Deque<McapFile> later = new ArrayDeque<>(files.stream()
                .filter(begins::containsKey)
                .sorted(Comparator.comparingLong(begins::get))
                .toList());
        PriorityQueue<MessageCursor> next = new PriorityQueue<>(Comparator.comparingLong(MessageCursor::logTime));
        Map<String, Long> numbers = new TreeMap<>();
        while (true) {
            begin(later, next, wanted);
            MessageCursor here = next.poll();
            if (here == null) {
                return;
            }
            String name = here.channel().topic();
            Topic topic = topics.get(name);
            if (topic != null) {
                visitor.visit(topic, numbers.merge(name, 1L, Long::sum), here);
            }
            if (here.next()) {
                next.add(here);
            }
        }
    }

    /** Begins the files that are due: whose earliest message is not after the next one of those that are begun. */
    private void begin(Deque<McapFile> later, PriorityQueue<MessageCursor> next, Set<String> wanted) {
        while (!later.isEmpty()) {
            MessageCursor first = next.peek();
            Long begin = begins.get(later.element());
            if (first != null && begin != null && begin > first.logTime()) {
                return;
            }
            MessageCursor cursor = later.remove().messages(Query.BY_TIME.topics(wanted));
            if (cursor.next()) {
                if (next.size() >= MOST_AT_ONCE) {
                    throw new BadInput("Over " + MOST_AT_ONCE + " files of the bag hold the same time; those of a"
                            + " split bag follow each other. Import a part of them.");
                }
                next.add(cursor);
            }
        }
    }

    @Override
    public void close() {
        files.forEach(McapFile::close);
    }
}
