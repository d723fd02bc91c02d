package dev.roadrig.harness.replay;

import dev.roadrig.scenarios.time.Ticker;
import java.time.Instant;

/** Every message as soon as the consumer has taken the one before. */
final class FullSpeed implements Pace {
    private final Ticker ticker;
    private long beginNanos;
    private volatile boolean stopped;

    FullSpeed(Ticker ticker) {
        this.ticker = ticker;
    }

    @Override
    public void begin() {
        beginNanos = ticker.nanos();
    }

    @Override
    public Instant begunUtc() {
        return ticker.utcAnchor().plusNanos(beginNanos);
    }

    @Override
    public long dueNanos(ReplayMessage message) {
        return nanos();
    }

    @Override
    public boolean await(ReplayMessage message) {
        return !stopped;
    }

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public boolean isOpenLoop() {
        return false;
    }

    @Override
    public long nanos() {
        return ticker.nanos() - beginNanos;
    }
}
