package dev.roadrig.scenarios.time;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Real time, paced on one thread of its own by parking until shortly before an absolute time with the least timer slack,
 * and spinning through the rest: measured against other ways in scenarios/README.md. A scheduled executor is not one of
 * them, since its late start offsets every later period.
 */
public final class RealTicker implements Ticker {
    /** How often a waiter looks again when nobody signals: seldom enough that many of them cost a busy host nothing. */
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** The end of a wait that is spun through: most threads that park wake up this late at most. */
    private static final long SPIN_NANOS = TimeUnit.MICROSECONDS.toNanos(60);

    private final long originNanos = System.nanoTime();
    private final Instant utcAnchor = Instant.now();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong((Task t) -> t.atNanos).thenComparingLong(t -> t.order));
    /** Counts what may change which task is next, for the thread that spins and does not hold the lock. */
    private final AtomicInteger changes = new AtomicInteger();
    /** Raised under the lock with every signal; a waiter that read it before its condition can miss none. */
    private final AtomicLong signals = new AtomicLong();

    private final long lookAgainNanos;
    private final Thread thread;
    private long order;
    private boolean closed;

    /**
     * Starts the ticker's thread.
     *
     * @param name names the thread {@code rr-NAME-ticker}
     */
    public RealTicker(String name) {
        this(name, LOOK_AGAIN_NANOS);
    }

    /** Looks again after another time, for a test to which an answer without a signal would prove nothing. */
    RealTicker(String name, long lookAgainNanos) {
        this.lookAgainNanos = lookAgainNanos;
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
            changes.incrementAndGet();
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
        while (true) {
            long seen = signals.get();
            if (condition.getAsBoolean()) {
                return true;
            }
            if (deadline.passed(this)) {
                return condition.getAsBoolean();
            }
            awaitSignalAfter(seen, Math.min(deadline.atNanos() - nanos(), lookAgainNanos));
        }
    }

    /** Ends at once if a signal came since {@code seen} was read: between a condition's answer and the wait is time. */
    private void awaitSignalAfter(long seen, long atMostNanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = atMostNanos;
            while (signals.get() == seen && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void signal() {
        lock.lock();
        try {
            signals.incrementAndGet();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Bell bell() {
        return new ParkedBell(this, SPIN_NANOS);
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changes.incrementAndGet();
            tasks.clear();
        } finally {
            lock.unlock();
        }
        LockSupport.unpark(thread);
        ThreadEnd.await(thread);
    }

    @Override
    public boolean awaitClosely(BooleanSupplier condition, Deadline deadline) throws InterruptedException {
        if (deadline.atNanos() > nanos() + SPIN_NANOS
                && await(condition, new Deadline(deadline.atNanos() - SPIN_NANOS))) {
            return true;
        }
        while (!deadline.passed(this)) {
            if (condition.getAsBoolean()) {
                return true;
            }
            Thread.onSpinWait();
        }
        return condition.getAsBoolean();
    }

    private void loop() {
        TimerSlack.least();
        while (true) {
            Task due = null;
            long nextNanos = Long.MAX_VALUE;
            int seen;
            lock.lock();
            try {
                if (closed) {
                    return;
                }
                seen = changes.get();
                Task next = tasks.peek();
                if (next != null) {
                    nextNanos = next.atNanos;
                    due = nextNanos <= nanos() ? tasks.poll() : null;
                }
            } finally {
                lock.unlock();
            }
            if (due != null) {
                due.task.run();
                signal();
            } else {
                waitFor(nextNanos, seen);
            }
        }
    }

    /** Ends when it is time, or when another task may be the next one. */
    private void waitFor(long nextNanos, int seen) {
        long left = nextNanos - nanos();
        if (left > SPIN_NANOS) {
            LockSupport.parkNanos(this, left - SPIN_NANOS);
            return;
        }
        while (nanos() < nextNanos && changes.get() == seen) {
            Thread.onSpinWait();
        }
    }

    private record Task(long atNanos, long order, Runnable task) {}
}
