package dev.roadrig.scenarios.time;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/**
 * The only clock. One monotonic timeline a run, in nanoseconds since the ticker was made, and one UTC anchor. The real
 * one waits; the virtual one jumps to the next task, so the same runner works on both.
 */
public interface Ticker extends AutoCloseable {

    /** Nanoseconds on the timeline; never goes back. */
    long nanos();

    /** UTC at {@code nanos() == 0}, read once. */
    Instant utcAnchor();

    /**
     * Runs a task at an absolute time: never before {@code atNanos}, at once when that has passed. Tasks of the same
     * time run in the order of their calls, all on the ticker's own thread, and must not block.
     */
    Scheduled at(long atNanos, Runnable task);

    /**
     * Waits until a condition holds.
     *
     * @return true when it held, false when the deadline passed first
     * @throws InterruptedException when the waiting thread was interrupted
     */
    boolean await(BooleanSupplier condition, Deadline deadline) throws InterruptedException;

    /**
     * As {@link #await}, and as close to the deadline as this host can: the last moment is spun through. For a thread that
     * paces others; it should have asked for {@link TimerSlack#least()}.
     */
    default boolean awaitClosely(BooleanSupplier condition, Deadline deadline) throws InterruptedException {
        return await(condition, deadline);
    }

    /** A bell for one thread that waits often: who rings it wakes no other waiter, as {@link #signal} does. */
    default Bell bell() {
        return new Bell() {
            @Override
            public boolean awaitClosely(BooleanSupplier condition, Deadline deadline) throws InterruptedException {
                return Ticker.this.awaitClosely(condition, deadline);
            }

            @Override
            public boolean await(BooleanSupplier condition, Deadline deadline) throws InterruptedException {
                return Ticker.this.await(condition, deadline);
            }

            @Override
            public void ring() {
                signal();
            }
        };
    }

    /** Tells waiters that a condition may have changed. May be called from any thread. */
    void signal();

    /** A deadline this far from now. */
    default Deadline in(Duration span) {
        return new Deadline(Math.addExact(nanos(), span.toNanos()));
    }

    /** Ends the ticker's thread, if it has one; tasks that have not run are dropped. */
    @Override
    void close();

    /** A task that was scheduled. */
    interface Scheduled {
        /** Keeps the task from running; false when it has run or runs already. */
        boolean cancel();
    }
}
