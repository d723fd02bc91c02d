package dev.roadrig.scenarios.time;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/**
 * Virtual time: jumps from task to task in the thread that awaits. Two runs of the same tasks see the same times, so
 * their records are byte-identical. Used by one thread only.
 */
public final class VirtualTicker implements Ticker {
    private final Instant utcAnchor;
    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong((Task t) -> t.atNanos).thenComparingLong(t -> t.order));
    private long nanos;
    private long order;

    public VirtualTicker(Instant utcAnchor) {
        this.utcAnchor = utcAnchor;
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public Instant utcAnchor() {
        return utcAnchor;
    }

    @Override
    public Scheduled at(long atNanos, Runnable task) {
        var scheduled = new Task(Math.max(atNanos, nanos), order++, task);
        tasks.add(scheduled);
        return () -> tasks.remove(scheduled);
    }

    @Override
    public boolean await(BooleanSupplier condition, Deadline deadline) {
        while (!condition.getAsBoolean()) {
            Task next = tasks.peek();
            if (next == null || next.atNanos > deadline.atNanos()) {
                if (deadline.equals(Deadline.NEVER)) {
                    throw new IllegalStateException("Waits for ever: no task is left that could change anything.");
                }
                nanos = Math.max(nanos, deadline.atNanos());
                return condition.getAsBoolean();
            }
            tasks.remove(next);
            nanos = next.atNanos;
            next.task.run();
        }
        return true;
    }

    @Override
    public void signal() {
        // Conditions are read again after every task.
    }

    @Override
    public void close() {
        tasks.clear();
    }

    private record Task(long atNanos, long order, Runnable task) {}
}
