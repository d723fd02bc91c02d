package dev.roadrig.wires.flash;

import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** A clock that is asked about before it says the time, and may then be this far ahead of the one behind it. */
record HookedTicker(Ticker behind, LongSupplier aheadNanos) implements Ticker {
    @Override
    public long nanos() {
        return behind.nanos() + aheadNanos.getAsLong();
    }

    @Override
    public Instant utcAnchor() {
        return behind.utcAnchor();
    }

    @Override
    public Scheduled at(long atNanos, Runnable task) {
        return behind.at(atNanos - aheadNanos.getAsLong(), task);
    }

    @Override
    public boolean await(BooleanSupplier condition, Deadline deadline) throws InterruptedException {
        return behind.await(condition, new Deadline(deadline.atNanos() - aheadNanos.getAsLong()));
    }

    @Override
    public void signal() {
        behind.signal();
    }

    @Override
    public void close() {
        behind.close();
    }
}
