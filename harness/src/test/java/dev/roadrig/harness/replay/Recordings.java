package dev.roadrig.harness.replay;

import dev.roadrig.scenarios.mcap.Compression;
import dev.roadrig.scenarios.mcap.McapWriter;
import dev.roadrig.scenarios.mcap.McapWriterOptions;
import dev.roadrig.scenarios.mcap.McapWriterOptions.Part;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Recordings to play, written message by message. */
final class Recordings {
    static final long START = 1_700_000_000_000_000_000L;

    private Recordings() {}

    /** A message as it lies in a file; its sequence is its place there, and its data says the place again. */
    record Written(String topic, long stamp, int place) {
        @Override
        public String toString() {
            return topic + "#" + place;
        }
    }

    /** The messages of some stamps, on topics by turns as given: {@code "/a 10"} is 10 ns after the start. */
    static List<Written> messages(String... lines) {
        List<Written> all = new ArrayList<>();
        for (String line : lines) {
            String[] words = line.split(" ", 2);
            all.add(new Written(words[0], START + Long.parseLong(words[1].replace("_", "")), all.size()));
        }
        return all;
    }

    /** Messages of up to five topics, each of which never goes back and repeats stamps; topics lie in any mixture. */
    static List<Written> random(Random random, int count) {
        int topics = 1 + random.nextInt(5);
        Map<String, Long> last = new HashMap<>();
        List<Written> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String topic = "/t" + random.nextInt(topics);
            long step = random.nextInt(3) == 0 ? 0 : random.nextInt(5_000_000);
            long stamp = last.merge(topic, START, (before, start) -> before + step);
            all.add(new Written(topic, stamp, i));
        }
        return all;
    }

    /** Chunks of a size in which several lie, or none. */
    static Path write(Path file, List<Written> messages, int chunkBytes) throws IOException {
        return write(file, messages, chunkBytes, Integer.BYTES);
    }

    /** The same with messages of this size. */
    static Path write(Path file, List<Written> messages, int chunkBytes, int bytes) throws IOException {
        var options = new McapWriterOptions("", "test", chunkBytes, Compression.LZ4, EnumSet.allOf(Part.class));
        Map<String, Integer> channels = new HashMap<>();
        try (var writer = new McapWriter(new FileOutputStream(file.toFile()), options)) {
            for (Written message : messages) {
                Integer channel = channels.get(message.topic());
                if (channel == null) {
                    channel = writer.addChannel(0, message.topic(), "raw", Map.of());
                    channels.put(message.topic(), channel);
                }
                byte[] data = ByteBuffer.allocate(bytes).putInt(message.place()).array();
                writer.write(channel, message.place(), message.stamp(), message.stamp(), data);
            }
        }
        return file;
    }
}
