package dev.roadrig.boards.link.stream;

import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.ThreadEnd;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.scenarios.time.TimerSlack;
import java.util.concurrent.atomic.AtomicLong;

/** Wakes the relay's thread at a time that its selector, which counts milliseconds, cannot meet. */
final class Pacer implements AutoCloseable {
    private static final long NONE = Long.MAX_VALUE;

    private final Ticker ticker;
    private final Runnable wake;
    private final Thread thread;
    private final AtomicLong targetNanos = new AtomicLong(NONE);
    private volatile boolean closed;

    Pacer(String threads, Ticker ticker, Runnable wake) {
        this.ticker = ticker;
        this.wake = wake;
        this.thread = new Thread(this::run, threads + "-pacer");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Asks to be woken at this time instead of the one that was asked for before. Called from one thread. An earlier time
     * that comes in just the moment when the pacer begins its wait may be missed by it, by 10 ms at most.
     */
    void wakeAt(long atNanos) {
        long before = targetNanos.getAndSet(atNanos);
        if (before == NONE) {
            notifyIdle();
        } else if (atNanos < before) {
            ticker.signal();
        }
    }

    private synchronized void notifyIdle() {
        notifyAll();
    }

    private synchronized void awaitTarget() throws InterruptedException {
        while (targetNanos.get() == NONE && !closed) {
            wait();
        }
    }

    private void run() {
        TimerSlack.least();
        try {
            while (!closed) {
                awaitTarget();
                long target = targetNanos.get();
                boolean sooner = ticker.await(() -> closed || targetNanos.get() < target, new Deadline(target));
                if (!sooner && targetNanos.compareAndSet(target, NONE)) {
                    wake.run();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        notifyIdle();
        ticker.signal();
        ThreadEnd.await(thread);
    }
}
