package dev.roadrig.wires.ssh;

import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** The few channels that a server allows at a time on one connection. */
final class ChannelPermits {
    /** OpenSSH allows ten sessions on a connection; one is left for whoever else asks. */
    private static final int CHANNELS = 9;

    private final String board;
    private final Ticker ticker;
    private final Semaphore channels = new Semaphore(CHANNELS);

    ChannelPermits(String board, Ticker ticker) {
        this.board = board;
        this.ticker = ticker;
    }

    /** One channel; closing gives it back. */
    interface Permit extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Waits for a channel.
     *
     * @throws RunFault {@code ssh.busy} as unknown when all are in use by the deadline
     */
    Permit take(Deadline deadline) throws RunFault, InterruptedException {
        if (!ticker.await(channels::tryAcquire, deadline)) {
            throw new UnknownFault(
                    "ssh.busy",
                    "All %d channels to %s are in use by the deadline. Close processes that have ended their work."
                            .formatted(CHANNELS, board));
        }
        var given = new AtomicBoolean();
        return () -> {
            if (given.compareAndSet(false, true)) {
                channels.release();
            }
        };
    }

    /** How many more channels can be opened at once. */
    int free() {
        return channels.availablePermits();
    }
}
