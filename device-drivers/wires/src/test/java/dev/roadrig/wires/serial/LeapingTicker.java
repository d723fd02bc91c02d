package dev.roadrig.wires.serial;

import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.scenarios.time.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** A clock that runs as the real one, and leaps ahead when told: for waits of many seconds that prove nothing by passing. */
final class LeapingTicker implements Ticker {
    private final RealTicker real = new RealTicker("leaping");
    private final AtomicLong aheadNanos = new AtomicLong();

    void leap(Duration span) {
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
        boolean held = real.await(
                () -> condition.getAsBoolean() || deadline.passed(this),
                new Deadline(deadline.atNanos() - aheadNanos.get()));
        return held && condition.getAsBoolean();
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
