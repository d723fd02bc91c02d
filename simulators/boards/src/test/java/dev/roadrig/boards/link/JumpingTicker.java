package dev.roadrig.boards.link;

import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.scenarios.time.Ticker;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** A clock of its own that leaps ahead when it is told: as that of a host that was suspended. */
public final class JumpingTicker implements Ticker {
    private final RealTicker real = new RealTicker("jumping");
    private volatile long aheadNanos;

    /** So much time has passed at once. */
    public void jump(long nanos) {
        synchronized (real) {
            aheadNanos += nanos;
        }
        real.signal();
    }

    @Override
    public long nanos() {
        return real.nanos() + aheadNanos;
    }

    @Override
    public Instant utcAnchor() {
        return real.utcAnchor();
    }

    @Override
    public Scheduled at(long atNanos, Runnable task) {
        throw new UnsupportedOperationException("nothing here schedules");
    }

    @Override
    public boolean await(BooleanSupplier condition, Deadline deadline) throws InterruptedException {
        boolean never = deadline.equals(Deadline.NEVER) || deadline.atNanos() == Long.MAX_VALUE;
        var end = never ? Deadline.NEVER : new Deadline(deadline.atNanos() - aheadNanos);
        real.await(() -> condition.getAsBoolean() || nanos() >= deadline.atNanos(), end);
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
