package dev.roadrig.boards.board;

import dev.roadrig.scenarios.time.ThreadEnd;
import dev.roadrig.scenarios.time.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** When a board's faults come: at a time, or after so many inferences. Owns the threads on which they are brought about. */
final class FaultSchedule implements AutoCloseable {
    private final BoardOptions options;
    private final Consumer<String> order;
    private final AtomicInteger inferences = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();
    private boolean closed;

    /** @param order brings a fault about; it may block */
    FaultSchedule(BoardOptions options, Consumer<String> order) {
        this.options = options;
        this.order = order;
    }

    /** Lays out the faults that come at a time, from now on. */
    void start(Ticker ticker) {
        for (BoardOptions.Fault fault : options.faults()) {
            if (BoardOrders.KNOWN.contains(fault.order()) && fault.afterInferences() == 0) {
                ticker.at(ticker.nanos() + fault.at().toNanos(), () -> onItsOwn(fault.order()));
            }
        }
    }

    /** An inference has ended. */
    void inferred() {
        int count = inferences.incrementAndGet();
        options.faults().stream()
                .filter(fault -> fault.afterInferences() == count)
                .forEach(fault -> onItsOwn(fault.order()));
    }

    /** Half of a firmware is written; says whether the board loses its supply now. */
    boolean halfUpdated() {
        boolean cut = options.has("update-cut");
        if (cut) {
            onItsOwn("supply-trip");
        }
        return cut;
    }

    private synchronized void onItsOwn(String fault) {
        if (closed) {
            return;
        }
        // Neither the ticker's thread nor the agent's may block, and stopping a server does.
        var thread = new Thread(() -> order.accept(fault), "rr-" + options.name() + "-fault");
        thread.setDaemon(true);
        threads.removeIf(earlier -> !earlier.isAlive());
        threads.add(thread);
        thread.start();
    }

    /** Brings no more faults about, and waits for those that are under way, which are interrupted. */
    @Override
    public void close() {
        List<Thread> underWay;
        synchronized (this) {
            closed = true;
            underWay = List.copyOf(threads);
        }
        underWay.forEach(Thread::interrupt);
        underWay.forEach(ThreadEnd::await);
    }
}
