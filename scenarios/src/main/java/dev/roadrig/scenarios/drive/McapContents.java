package dev.roadrig.scenarios.drive;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.mcap.McapFile;
import dev.roadrig.scenarios.mcap.McapRecord.Schema;
import dev.roadrig.scenarios.mcap.MessageCursor;
import dev.roadrig.scenarios.mcap.Query;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a drive in one file holds, found in one walk that counts every message, reads every frame, and sees that every
 * frame has one picture.
 *
 * @param startUtcNanos of the first frame
 */
record McapContents(long startUtcNanos, Extent extent, List<Drive.Channel> channels) {
    McapContents {
        channels = List.copyOf(channels);
    }

    static McapContents of(McapFile file) {
        var walk = new Walk(file);
        Map<Integer, Long> counts = new HashMap<>();
        MessageCursor cursor = file.messages(Query.BY_TIME);
        while (cursor.next()) {
            counts.merge(cursor.channel().id(), 1L, Long::sum);
            walk.see(cursor);
        }
        walk.endOfStamp();
        return new McapContents(walk.start, walk.tally.extent(file.path()), channels(file, counts));
    }

    private static List<Drive.Channel> channels(McapFile file, Map<Integer, Long> counts) {
        Map<Integer, String> schemas = file.schemas().stream().collect(Collectors.toMap(Schema::id, Schema::name));
        return file.channels().stream()
                .map(channel -> new Drive.Channel(
                        channel.topic(),
                        schemas.getOrDefault(channel.schemaId(), ""),
                        counts.getOrDefault(channel.id(), 0L)))
                .sorted(Comparator.comparing(Drive.Channel::topic))
                .toList();
    }

    /** Sees frames and pictures; those of one stamp may lie in either order. */
    private static final class Walk {
        private final McapFile file;
        private final Extent.Tally tally = new Extent.Tally();
        private boolean any;
        private long start;
        private long stamp;
        private int frames;
        private int pictures;

        Walk(McapFile file) {
            this.file = file;
        }

        void see(MessageCursor cursor) {
            String topic = cursor.channel().topic();
            boolean frame = topic.equals(DriveTopic.FRAME.topic());
            if (!frame && !topic.equals(DriveTopic.IMAGE.topic())) {
                return;
            }
            long time = cursor.logTime();
            if (time < 0) {
                throw new BadInput(file.path() + ": a stamp on " + topic + " is after the year 2262: "
                        + Long.toUnsignedString(time) + " ns.");
            }
            if (!any) {
                any = true;
                start = time;
            } else if (time != stamp) {
                endOfStamp();
            }
            stamp = time;
            if (frame) {
                frames++;
                tally.add(McapFrames.read(file, cursor, tally.frames(), start));
            } else {
                pictures++;
            }
        }

        void endOfStamp() {
            if (frames > 1 || frames != pictures) {
                throw new BadInput(file.path() + ": at " + stamp + " ns there are " + frames + " messages on "
                        + DriveTopic.FRAME.topic() + " and " + pictures + " on " + DriveTopic.IMAGE.topic()
                        + "; a drive has one of each at every frame's stamp.");
            }
            frames = 0;
            pictures = 0;
        }
    }
}
