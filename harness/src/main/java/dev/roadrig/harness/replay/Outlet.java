package dev.roadrig.harness.replay;

import dev.roadrig.scenarios.drive.RecordedMessages.Channel;
import java.io.Closeable;
import java.io.IOException;

/**
 * What a replay is played to. It is given one message after the other, in the order of the drive, by one thread; as long
 * as it is busy with one it counts as late for those that come due meanwhile.
 */
public interface Outlet extends Closeable {
    /**
     * Takes a message.
     *
     * @throws IOException when the consumer is gone; the replay ends then
     */
    void take(ReplayMessage message) throws IOException, InterruptedException;

    /**
     * Looks at a channel before the replay.
     *
     * @throws dev.roadrig.scenarios.fault.BadInput when it could never take the channel's messages
     */
    default void check(Channel channel) {}

    @Override
    default void close() throws IOException {}
}
