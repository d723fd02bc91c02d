package dev.roadrig.harness.replay;

import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.scenarios.time.TimerSlack;
import java.time.Instant;

/** Every message at its own absolute time on the ticker's timeline, whatever became of those before. */
final class TimedPace implements Pace {
    private final Ticker ticker;
    private long beginNanos;
    private volatile boolean stopped;

    TimedPace(Ticker ticker) {
        this.ticker = ticker;
    }

    @Override
    public void begin() {
        TimerSlack.least();
        beginNanos = ticker.in(LEAD).atNanos();
    }

    @Override
    public Instant begunUtc() {
        return ticker.utcAnchor().plusNanos(beginNanos);
    }

    @Override
    public long dueNanos(ReplayMessage message) {
        return message.offsetNanos();
    }

    @Override
    public boolean await(ReplayMessage message) throws InterruptedException {
        return !ticker.awaitClosely(this::isStopped, new Deadline(beginNanos + message.offsetNanos()));
    }

    private boolean isStopped() {
        return stopped;
    }

    @Override
    public void stop() {
        stopped = true;
        ticker.signal();
    }

    @Override
    public boolean isOpenLoop() {
        return true;
    }

    @Override
    public long nanos() {
        return ticker.nanos() - beginNanos;
    }
}
