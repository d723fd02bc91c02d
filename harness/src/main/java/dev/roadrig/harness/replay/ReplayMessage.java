package dev.roadrig.harness.replay;

import com.google.protobuf.ByteString;
import dev.roadrig.scenarios.drive.RecordedMessages.Channel;

/**
 * A message on its way from a recording to the consumer.
 *
 * @param pass counts from 1
 * @param sequence as recorded
 * @param logNanos as recorded, since 1970
 * @param offsetNanos when it is due, since the replay began and at its rate
 */
public record ReplayMessage(
        int pass, Channel channel, long sequence, long logNanos, long offsetNanos, ByteString data) {
    /** What an object of this kind takes beside its data, and its place in a list. */
    private static final int OBJECT_BYTES = 120;

    /** What it takes of the memory, about. */
    long memoryBytes() {
        return OBJECT_BYTES + (long) data.size();
    }
}
