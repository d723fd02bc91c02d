package dev.roadrig.wires.thread;

import dev.roadrig.scenarios.time.ThreadEnd;
import dev.roadrig.scenarios.time.Ticker;
import java.time.Duration;

/** A daemon thread with a name, an owner that started it, and a bounded wait for its end. */
public final class OwnedThread {
    private final Thread thread;
    private final Ticker ticker;
    private final Runnable work;
    private volatile boolean done;

    private OwnedThread(String name, Ticker ticker, Runnable work) {
        this.thread = new Thread(this::run, name);
        this.ticker = ticker;
        this.work = work;
    }

    /**
     * Starts a thread.
     *
     * @param name {@code rr-<board>-<role>}
     */
    public static OwnedThread start(String name, Ticker ticker, Runnable work) {
        var owned = new OwnedThread(name, ticker, work);
        owned.thread.setDaemon(true);
        owned.thread.start();
        return owned;
    }

    /** Tells whoever waits for its end, who would look for it only every 10 ms. */
    private void run() {
        try {
            work.run();
        } finally {
            done = true;
            ticker.signal();
        }
    }

    /** Whether the calling thread is this one, which can't wait for itself. */
    public boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    /** Whether its work is over; its thread ends right after. */
    public boolean hasEnded() {
        return done;
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
                    if (!ticker.await(() -> done, deadline)) {
                        return false;
                    }
                    ThreadEnd.await(thread);
                    return true;
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
