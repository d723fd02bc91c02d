package dev.roadrig.scenarios.time;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Real time, paced by parking to absolute times on one thread of its own: measured steadier than a scheduled executor,
 * whose late start offsets every later period.
 */
public final class RealTicker implements Ticker {
    /** How often a waiter looks again when nobody signals: seldom enough that many of them cost a busy host nothing. */
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final long originNanos = System.nanoTime();
    private final Instant utcAnchor = Instant.now();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong((Task t) -> t.atNanos).thenComparingLong(t -> t.order));
    private final Thread thread;
    private long order;
    private boolean closed;

    /**
     * Starts the ticker's thread.
     *
     * @param name names the thread {@code rr-NAME-ticker}
     */
    public RealTicker(String name) {
        thread = new Thread(this::loop, "rr-" + name + "-ticker");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public long nanos() {
        return System.nanoTime() - originNanos;
    }

    @Override
    public Instant utcAnchor() {
        return utcAnchor;
    }

    @Override
    public Scheduled at(long atNanos, Runnable task) {
        lock.lock();
        try {
            var scheduled = new Task(atNanos, order++, task);
            tasks.add(scheduled);
            LockSupport.unpark(thread);
            return () -> remove(scheduled);
        } finally {
            lock.unlock();
        }
    }

    private boolean remove(Task task) {
        lock.lock();
        try {
            return tasks.remove(task);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean await(BooleanSupplier condition, Deadline deadline) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            long left = deadline.atNanos() - nanos();
            if (left <= 0) {
                return condition.getAsBoolean();
            }
            lock.lockInterruptibly();
            try {
                long unused = changed.awaitNanos(Math.min(left, LOOK_AGAIN_NANOS));
            } finally {
                lock.unlock();
            }
        }
        return true;
    }

    @Override
    public void signal() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            tasks.clear();
        } finally {
            lock.unlock();
        }
        LockSupport.unpark(thread);
        ThreadEnd.await(thread);
    }

    private void loop() {
        while (true) {
            Task due = null;
            long parkNanos = Long.MAX_VALUE;
            lock.lock();
            try {
                if (closed) {
                    return;
                }
                Task next = tasks.peek();
                if (next != null) {
                    parkNanos = next.atNanos - nanos();
                    if (parkNanos <= 0) {
                        due = tasks.poll();
                    }
                }
            } finally {
                lock.unlock();
            }
            if (due == null) {
                LockSupport.parkNanos(this, parkNanos);
            } else {
                due.task.run();
                signal();
            }
        }
    }

    private record Task(long atNanos, long order, Runnable task) {}
}
