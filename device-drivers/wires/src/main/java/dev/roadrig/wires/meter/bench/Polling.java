package dev.roadrig.wires.meter.bench;

import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.meter.MeterFeed;
import dev.roadrig.wires.thread.OwnedThread;
import java.time.Duration;

/** A thread that asks an instrument again and again, by a schedule that a late answer does not move. */
final class Polling implements AutoCloseable {
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final MeterFeed feed;
    private final long everyNanos;
    private final Question question;
    private final Ticker ticker;
    private final OwnedThread thread;
    private volatile boolean stopping;

    /** Asks once. */
    interface Question {
        void ask() throws RunFault, InterruptedException;
    }

    Polling(MeterFeed feed, Duration every, Question question, Ticker ticker) {
        this.feed = feed;
        this.everyNanos = every.toNanos();
        this.question = question;
        this.ticker = ticker;
        thread = OwnedThread.start(
                "rr-" + feed.setting().board() + "-" + feed.setting().meter(), ticker, this::run);
    }

    private void run() {
        long next = ticker.nanos();
        try {
            while (!stopping) {
                question.ask();
                next = Math.max(next + everyNanos, ticker.nanos());
                boolean unused = ticker.await(() -> stopping, new Deadline(next));
            }
        } catch (RunFault e) {
            feed.lose(e);
        } catch (InterruptedException e) {
            feed.lose("ended", "its thread was interrupted. Run again.");
        }
    }

    @Override
    public void close() {
        stopping = true;
        ticker.signal();
        boolean unused = thread.join(CLOSING);
    }
}
