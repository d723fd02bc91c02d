package dev.roadrig.wires.ssh;

import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** The few channels that a server allows on one connection at a time. */
final class Channels {
    /** OpenSSH allows ten sessions on a connection; one is left for whoever else asks. */
    private static final int MOST = 9;

    private final String board;
    private final Ticker ticker;
    private final Semaphore free = new Semaphore(MOST);

    /** @param board names it in faults */
    Channels(String board, Ticker ticker) {
        this.board = board;
        this.ticker = ticker;
    }

    /** One of them; closing it gives it back. */
    interface Permit extends AutoCloseable {
        @Override
        void close();
    }

    /** Two of them, for two channels that need each other. */
    record Pair(Permit one, Permit other) {}

    /**
     * Waits for one.
     *
     * @throws RunFault {@code ssh.busy} as unknown when all are in use by the deadline
     */
    Permit take(Deadline deadline) throws RunFault, InterruptedException {
        if (!ticker.await(free::tryAcquire, deadline)) {
            throw new UnknownFault(
                    "ssh.busy",
                    "All %d channels to %s are in use by the deadline. Close processes that have ended their work."
                            .formatted(MOST, board));
        }
        return taken();
    }

    /** Both at once or none, without a wait: two that held one each and waited for another would wait for each other. */
    Optional<Pair> takeTwo() {
        return free.tryAcquire(2) ? Optional.of(new Pair(taken(), taken())) : Optional.empty();
    }

    private Permit taken() {
        var given = new AtomicBoolean();
        return () -> {
            if (given.compareAndSet(false, true)) {
                free.release();
            }
        };
    }

    /** How many more there are. */
    int free() {
        return free.availablePermits();
    }
}
