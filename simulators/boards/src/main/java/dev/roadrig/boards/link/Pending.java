package dev.roadrig.boards.link;

import dev.roadrig.scenarios.time.Ticker;
import java.util.HashMap;
import java.util.Map;

/**
 * The tasks that one owner has on a ticker: only those still to come are kept, one runs at a time, and none runs once it
 * is closed, which waits for the one that does.
 */
public final class Pending implements AutoCloseable {
    private final Ticker ticker;
    private final Map<Object, Ticker.Scheduled> waiting = new HashMap<>();
    private boolean closed;

    public Pending(Ticker ticker) {
        this.ticker = ticker;
    }

    /** @param nanos of the timeline, when the task is to run; it does not where this is closed by then */
    public synchronized void at(long nanos, Runnable task) {
        if (!closed) {
            var key = new Object();
            waiting.put(key, ticker.at(nanos, () -> run(key, task)));
        }
    }

    private synchronized void run(Object key, Runnable task) {
        if (!closed) {
            Ticker.Scheduled unused = waiting.remove(key);
            task.run();
        }
    }

    /** How many are to come. */
    synchronized int count() {
        return waiting.size();
    }

    /** Takes back what has not begun. */
    @Override
    public synchronized void close() {
        closed = true;
        waiting.values().forEach(Ticker.Scheduled::cancel);
        waiting.clear();
    }
}
