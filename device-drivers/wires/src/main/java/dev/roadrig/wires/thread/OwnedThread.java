package dev.roadrig.wires.thread;

import dev.roadrig.scenarios.time.Ticker;
import java.time.Duration;

/** A daemon thread with a name, an owner that started it, and a bounded wait for its end. */
public final class OwnedThread {
    private final Thread thread;
    private final Ticker ticker;

    private OwnedThread(Thread thread, Ticker ticker) {
        this.thread = thread;
        this.ticker = ticker;
    }

    /**
     * Starts a thread.
     *
     * @param name {@code rr-<board>-<role>}
     */
    public static OwnedThread start(String name, Ticker ticker, Runnable work) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return new OwnedThread(thread, ticker);
    }

    /** Whether the calling thread is this one, which can't wait for itself. */
    public boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    /** Interrupts it: for a library that waits and has no other end. */
    public void interrupt() {
        thread.interrupt();
    }

    /**
     * Waits for its end, also when the caller is interrupted: an owner that goes away leaves nothing running.
     *
     * @return false when it still runs after the span, as one does that a native call holds
     */
    public boolean join(Duration span) {
        if (isCurrent()) {
            return true;
        }
        var deadline = ticker.in(span);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return ticker.await(() -> !thread.isAlive(), deadline);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
