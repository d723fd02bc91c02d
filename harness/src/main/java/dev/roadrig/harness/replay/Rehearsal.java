package dev.roadrig.harness.replay;

import org.jspecify.annotations.Nullable;

/**
 * The beginning of a feed, everything due at once: what a replay goes through before its begin, so that its ways are
 * compiled when times count.
 */
final class Rehearsal implements ReplayFeed {
    static final int MESSAGES = 20_000;
    private static final long MOST_BYTES = 32 << 20;

    private final ReplayFeed feed;
    private int messages;
    private long bytes;

    Rehearsal(ReplayFeed feed) {
        this.feed = feed;
    }

    @Override
    public @Nullable ReplayMessage next() throws InterruptedException {
        ReplayMessage message = messages < MESSAGES && bytes < MOST_BYTES ? feed.next() : null;
        if (message == null) {
            return null;
        }
        messages++;
        bytes += message.memoryBytes();
        return new ReplayMessage(
                message.pass(), message.channel(), message.sequence(), message.logNanos(), 0, message.data());
    }
}
