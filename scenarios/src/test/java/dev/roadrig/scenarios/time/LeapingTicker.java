package dev.roadrig.scenarios.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * A clock that runs as the real one, and leaps ahead when told: as that of a host that was suspended, and for waits of many
 * seconds that prove nothing by passing.
 */
public final class LeapingTicker implements Ticker {
    private final RealTicker real = new RealTicker("leaping");
    private final AtomicLong aheadNanos = new AtomicLong();

    /** So much time has passed at once. */
    public void leap(Duration span) {
        aheadNanos.addAndGet(span.toNanos());
        real.signal();
    }

    @Override
    public long nanos() {
        return real.nanos() + aheadNanos.get();
    }

    @Override
    public Instant utcAnchor() {
        return real.utcAnchor();
    }

    @Override
    public Scheduled at(long atNanos, Runnable task) {
        throw new UnsupportedOperationException("no task is scheduled on this clock");
    }

    @Override
    public boolean await(BooleanSupplier condition, Deadline deadline) throws InterruptedException {
        var end =
                deadline.equals(Deadline.NEVER) ? Deadline.NEVER : new Deadline(deadline.atNanos() - aheadNanos.get());
        boolean unused = real.await(() -> condition.getAsBoolean() || deadline.passed(this), end);
        return condition.getAsBoolean();
    }

    @Override
    public void signal() {
        real.signal();
    }

    @Override
    public void close() {
        real.close();
    }
}
