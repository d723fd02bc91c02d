package dev.roadrig.scenarios.drive;

import dev.roadrig.scenarios.mcap.McapRecord.Channel;
import java.time.Duration;

/** One channel's messages as they go by. */
final class StreamTally {
    private final Intervals intervals = new Intervals();
    private long messages;
    private long bytes;
    private int largest;
    private long first;
    private long before;
    private long earliest = Long.MAX_VALUE;
    private long latest = Long.MIN_VALUE;

    void add(long logTime, int size) {
        if (messages > 0) {
            intervals.add(before, logTime);
        } else {
            first = logTime;
        }
        before = logTime;
        earliest = Math.min(earliest, logTime);
        latest = Math.max(latest, logTime);
        messages++;
        bytes += size;
        largest = Math.max(largest, size);
    }

    boolean isEmpty() {
        return messages == 0;
    }

    /** Log time of the first one in the file. */
    long first() {
        return first;
    }

    /** Bytes of one message. */
    int largest() {
        return largest;
    }

    /** Log time. */
    long earliest() {
        return earliest;
    }

    /** Log time. */
    long latest() {
        return latest;
    }

    Recording.Stream stream(Channel channel, String schema) {
        double seconds = messages > 1 ? (latest - earliest) / 1e9 : 0;
        return new Recording.Stream(
                channel.topic(),
                schema,
                channel.messageEncoding(),
                channel.metadata().getOrDefault(DriveWriter.UNITS, ""),
                messages,
                bytes,
                seconds > 0 ? (messages - 1) / seconds : Double.NaN,
                Duration.ofNanos(intervals.median()),
                intervals.gaps(),
                Duration.ofNanos(intervals.longest()),
                intervals.longestFrom(),
                intervals.stepsBack(),
                Duration.ofNanos(intervals.furthestBack()),
                intervals.repeats());
    }
}
