package dev.roadrig.agent;

import dev.roadrig.scenarios.time.Ticker;
import java.time.Duration;

/** Ends an agent that nobody calls: a harness that was killed must not leave one on a board for ever. */
final class DeadMan {
    private final Ticker ticker;
    private final long patienceNanos;
    private final Runnable onEnd;
    private volatile long calledNanos;

    /** Zero patience never ends. */
    DeadMan(Ticker ticker, Duration patience, Runnable onEnd) {
        this.ticker = ticker;
        this.patienceNanos = patience.toNanos();
        this.onEnd = onEnd;
        this.calledNanos = ticker.nanos();
        if (patienceNanos > 0) {
            watch(calledNanos);
        }
    }

    /** Somebody called. An open stream is no call: its far end may be long gone. */
    void called() {
        calledNanos = ticker.nanos();
    }

    private void watch(long seenNanos) {
        var unused = ticker.at(seenNanos + patienceNanos, () -> {
            long last = calledNanos;
            if (ticker.nanos() - last >= patienceNanos) {
                onEnd.run();
            } else {
                watch(last);
            }
        });
    }
}
