package dev.roadrig.scenarios.time;

import java.util.function.LongSupplier;

/**
 * How long a thread that reads sockets was held up itself, so that what was ready for it may have waited: since it last
 * looked, and, where it slept in between, since it was ready to run. What held a sleeping thread up otherwise, such as the
 * JVM at one of its pauses, is not known. Used by that thread alone.
 */
public final class OwnWait {
    private final Ticker ticker;
    private final LongSupplier queuedNanos;
    private long lookedNanos;
    private long sinceNanos;
    private long queuedBefore;

    /** @param queuedNanos how long the thread has been without a processor; only differences count */
    public OwnWait(Ticker ticker, LongSupplier queuedNanos) {
        this.ticker = ticker;
        this.queuedNanos = queuedNanos;
        lookedNanos = ticker.nanos();
        sinceNanos = lookedNanos;
    }

    /** It is about to look, without sleeping, for what is ready. */
    public void looks() {
        sinceNanos = lookedNanos;
        lookedNanos = ticker.nanos();
    }

    /** It has found nothing and is about to sleep until something is ready. */
    public void sleeps() {
        queuedBefore = queuedNanos.getAsLong();
    }

    /** It runs again. */
    public void woken() {
        lookedNanos = ticker.nanos();
        sinceNanos = lookedNanos - Math.max(0, queuedNanos.getAsLong() - queuedBefore);
    }

    /** How long what it finds ready now has waited for it, at most; nanoseconds. */
    public long nanos() {
        return Math.max(0, ticker.nanos() - sinceNanos);
    }
}
