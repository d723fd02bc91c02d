package dev.roadrig.scenarios.time;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A bell in real time: its waiter parks, without a lock, and spins through the last moment. */
final class ParkedBell implements Bell {
    private final Ticker ticker;
    private final long spinNanos;
    private volatile @Nullable Thread waiter;

    ParkedBell(Ticker ticker, long spinNanos) {
        this.ticker = ticker;
        this.spinNanos = spinNanos;
    }

    @Override
    public boolean awaitClosely(BooleanSupplier condition, Deadline deadline) throws InterruptedException {
        return await(condition, deadline, spinNanos);
    }

    @Override
    public boolean await(BooleanSupplier condition, Deadline deadline) throws InterruptedException {
        return await(condition, deadline, 0);
    }

    private boolean await(BooleanSupplier condition, Deadline deadline, long spinNanos) throws InterruptedException {
        // Before the condition is read: who changes it and rings after that finds this thread, and a ring before
        // parking
        // ends the next park at once.
        waiter = Thread.currentThread();
        while (!condition.getAsBoolean()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (deadline.passed(ticker)) {
                return condition.getAsBoolean();
            }
            long left = deadline.atNanos() - ticker.nanos();
            if (left > spinNanos) {
                LockSupport.parkNanos(this, left - spinNanos);
            } else {
                Thread.onSpinWait();
            }
        }
        return true;
    }

    @Override
    public void ring() {
        LockSupport.unpark(waiter);
    }
}
