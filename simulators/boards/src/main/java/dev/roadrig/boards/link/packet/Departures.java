package dev.roadrig.boards.link.packet;

import dev.roadrig.scenarios.time.Bell;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.ThreadEnd;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.scenarios.time.TimerSlack;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Has what is due done at its time, by one thread at a time: its own, or the one that brings something that hardly waits.
 * To wake another thread takes several times as long as such a wait.
 */
final class Departures implements AutoCloseable {
    /** What is due within this is done by the thread that brings it, which spins so long. */
    private static final long AT_ONCE_NANOS = 10_000;

    private final Ticker ticker;
    private final Runnable due;
    private final Bell bell;
    private final ReentrantLock doing = new ReentrantLock();
    private final Thread thread;
    /** When something is to be done next. */
    private volatile long soonestNanos = Long.MAX_VALUE;
    /** Until when the thread waits; in the past while it does not. */
    private volatile long awaitedNanos = Long.MIN_VALUE;

    private volatile boolean closed;

    /** @param due does all that is due, and tells {@link #plan} what is to be done next; must not block for long */
    Departures(String threadName, Ticker ticker, Runnable due) {
        this.ticker = ticker;
        this.due = due;
        this.bell = ticker.bell();
        this.thread = new Thread(this::run, threadName);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** What is to be done next; the thread does it. Calls must follow each other as the plans do. */
    void plan(long soonestNanos) {
        this.soonestNanos = soonestNanos;
        wakeForSooner();
    }

    private void wakeForSooner() {
        if (soonestNanos < awaitedNanos) {
            bell.ring();
        }
    }

    /** As {@link #plan}; true when it is so soon that the caller is to call {@link #doNow} once it holds no lock. */
    boolean planNow(long soonestNanos) {
        if (soonestNanos - ticker.nanos() > AT_ONCE_NANOS) {
            plan(soonestNanos);
            return false;
        }
        this.soonestNanos = soonestNanos;
        return true;
    }

    /** Does what is due or hardly waits, unless another thread does so just now. */
    void doNow() {
        if (!doing.tryLock()) {
            wakeForSooner();
            return;
        }
        try {
            long latest = ticker.nanos() + AT_ONCE_NANOS;
            boolean unused = ticker.awaitClosely(() -> false, new Deadline(Math.min(soonestNanos, latest)));
            due.run();
        } catch (InterruptedException e) {
            wakeForSooner();
            Thread.currentThread().interrupt();
        } finally {
            doing.unlock();
        }
    }

    private void run() {
        TimerSlack.least();
        try {
            while (!closed) {
                doing.lock();
                try {
                    due.run();
                } finally {
                    doing.unlock();
                }
                long until = soonestNanos;
                awaitedNanos = until;
                bell.awaitClosely(() -> closed || soonestNanos < until, new Deadline(until));
                awaitedNanos = Long.MIN_VALUE;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
        bell.ring();
        ThreadEnd.await(thread);
    }
}
