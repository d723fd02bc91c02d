package dev.roadrig.scenarios.drive;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.FileTrouble;
import dev.roadrig.scenarios.mcap.Damage;
import dev.roadrig.scenarios.mcap.McapFile;
import dev.roadrig.scenarios.mcap.McapRecord.Metadata;
import dev.roadrig.scenarios.mcap.McapRecord.Schema;
import dev.roadrig.scenarios.mcap.MessageCursor;
import dev.roadrig.scenarios.mcap.Query;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What an .mcap file holds, channel by channel, whether it can be played as a drive or has no pictures at all; counted in
 * one walk in file order, in memory that does not grow with the file.
 *
 * @param bytes of the file
 * @param startUtcNanos the earliest log time, since 1970
 * @param duration from the earliest log time to the latest
 * @param channels by topic
 * @param origin where it was imported from, names and values; empty where it was not
 * @param damage where the file stops making sense, in words; what lies before is counted
 */
public record Recording(
        String name,
        String sha256,
        long bytes,
        long startUtcNanos,
        Duration duration,
        List<Stream> channels,
        Map<String, String> origin,
        Optional<String> damage) {
    private static final String SUFFIX = ".mcap";

    /**
     * A channel and its messages' times. A gap is an interval longer than one and a half of the median, and by at least
     * 20 ms; jumps back and repeats are between neighbours in file order.
     *
     * @param units in words, empty where the file does not say
     * @param messageBytes without the container's own
     * @param medianInterval between neighbours, zero with fewer than two stamps
     * @param longestFromUtcNanos where the longest interval begins
     */
    public record Stream(
            String topic,
            String schema,
            String encoding,
            String units,
            long messages,
            long messageBytes,
            double messagesPerSecond,
            Duration medianInterval,
            long gaps,
            Duration longestInterval,
            long longestFromUtcNanos,
            long stepsBack,
            Duration furthestBack,
            long repeats) {}

    public Recording {
        channels = List.copyOf(channels);
        origin = Map.copyOf(origin);
    }

    /** Whether there are frames of a camera as a drive has them. */
    public boolean hasFrames() {
        return frames() > 0;
    }

    /** How many frames of a camera there are. */
    public long frames() {
        return channels.stream()
                .filter(channel -> channel.topic().equals(DriveTopic.FRAME.topic()))
                .mapToLong(Stream::messages)
                .sum();
    }

    /** How many messages there are. */
    public long messages() {
        return channels.stream().mapToLong(Stream::messages).sum();
    }

    /** Reads a file from end to end. Throws {@link BadInput} when it is no MCAP file. */
    public static Recording of(Path path) {
        try (McapFile file = McapFile.open(path)) {
            Map<Integer, StreamTally> counted = new HashMap<>();
            Optional<String> damage = file.damage().map(Damage::toString);
            try {
                MessageCursor cursor = file.messages(Query.AS_WRITTEN);
                while (cursor.next()) {
                    counted.computeIfAbsent(cursor.channel().id(), id -> new StreamTally())
                            .add(cursor.logTime(), cursor.data().remaining());
                }
            } catch (BadInput e) {
                damage = damage.or(() -> Optional.of(String.valueOf(e.getMessage())));
            }
            long first = counted.values().stream()
                    .mapToLong(StreamTally::earliest)
                    .min()
                    .orElse(0);
            long last = counted.values().stream()
                    .mapToLong(StreamTally::latest)
                    .max()
                    .orElse(0);
            return new Recording(
                    name(path),
                    FolderHash.ofFile(path),
                    size(path),
                    first,
                    Duration.ofNanos(last - first),
                    streams(file, counted),
                    origin(file),
                    damage);
        }
    }

    /**
     * Reads a file that was just made, and opens it where it has frames. Throws {@link BadInput} where it cannot be played;
     * nothing is left of it then.
     */
    public static Recording ofMade(Path path) {
        boolean good = false;
        try {
            Recording made = of(path);
            if (made.hasFrames()) {
                DriveReader.open(path).close();
            }
            good = true;
            return made;
        } finally {
            if (!good) {
                delete(path);
            }
        }
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // What is wrong with it is told; the error on its way says more than this one.
        }
    }

    private static long size(Path path) {
        try {
            return Files.size(path);
        } catch (IOException e) {
            throw FileTrouble.unread(path, e);
        }
    }

    static String name(Path path) {
        String name = String.valueOf(path.getFileName());
        return DriveReader.isMcap(path) ? name.substring(0, name.length() - SUFFIX.length()) : name;
    }

    static Map<String, String> origin(McapFile file) {
        return file.metadata().stream()
                .filter(metadata -> metadata.name().equals(DriveWriter.ORIGIN))
                .findFirst()
                .<Map<String, String>>map(Metadata::metadata)
                .orElse(Map.of());
    }

    private static List<Stream> streams(McapFile file, Map<Integer, StreamTally> counted) {
        Map<Integer, String> schemas = file.schemas().stream().collect(Collectors.toMap(Schema::id, Schema::name));
        return file.channels().stream()
                .map(channel -> counted.getOrDefault(channel.id(), new StreamTally()).stream(
                        channel, schemas.getOrDefault(channel.schemaId(), "")))
                .sorted(Comparator.comparing(Stream::topic))
                .toList();
    }
}
