package dev.roadrig.harness.replay;

import org.jspecify.annotations.Nullable;

/** Messages in the order in which they are to be played. */
interface ReplayFeed extends AutoCloseable {
    /**
     * The next one; null after the last.
     *
     * @throws dev.roadrig.scenarios.fault.BadInput when the recording can no longer be read
     */
    @Nullable
    ReplayMessage next() throws InterruptedException;

    @Override
    default void close() {}
}
