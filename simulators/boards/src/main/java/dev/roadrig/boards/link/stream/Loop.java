package dev.roadrig.boards.link.stream;

import dev.roadrig.scenarios.time.OwnWait;
import dev.roadrig.scenarios.time.RunQueue;
import dev.roadrig.scenarios.time.Ticker;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The relay's thread: sockets that are ready, what is due, and what others ask for. A pacer wakes it shortly before
 * something is due; the rest it spins through, looking after its sockets.
 */
final class Loop {
    /** Most threads that wait wake up this late at most, and two do after each other: the pacer, and this one. */
    private static final long LEAD_NANOS = 100_000;

    /** How long the sockets are asked without waiting after something has come: most answers come soon. */
    private static final long SPIN_NANOS = 50_000;

    private static final int BUFFER_BYTES = 256 * 1024;

    private final Ticker ticker;
    private final Memory memory;
    private final Selector selector;
    private OwnWait wait;
    private final Dues dues = new Dues();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final Queue<Runnable> asked = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable RuntimeException> fault = new AtomicReference<>();
    private long spinUntilNanos = Long.MIN_VALUE;
    /** Something has been found ready since it slept last. */
    private boolean woken;

    private volatile boolean closed;

    Loop(Ticker ticker, Memory memory) throws IOException {
        this.ticker = ticker;
        this.memory = memory;
        this.selector = Selector.open();
        this.wait = new OwnWait(ticker, () -> 0);
    }

    Ticker ticker() {
        return ticker;
    }

    Memory memory() {
        return memory;
    }

    /** How long what is ready now may have waited for this thread. */
    long waitedNanos() {
        return wait.nanos();
    }

    Selector selector() {
        return selector;
    }

    Dues dues() {
        return dues;
    }

    /** For one read and the writes that follow from it. */
    ByteBuffer buffer() {
        return buffer;
    }

    /** Has something done on this thread, soon. May be called from any thread. */
    void submit(Runnable task) {
        asked.add(task);
        wake();
    }

    void wake() {
        selector.wakeup();
    }

    /** Something failed that is not a socket's fault; the first is kept. */
    void failed(RuntimeException e) {
        fault.compareAndSet(null, e);
    }

    @Nullable
    RuntimeException fault() {
        return fault.get();
    }

    void close() {
        closed = true;
        wake();
    }

    /** The thread's life, until it is closed. */
    void run(Pacer pacer) throws IOException {
        try (RunQueue queue = RunQueue.ofThisThread()) {
            wait = new OwnWait(ticker, queue::nanos);
            while (!closed) {
                for (Runnable task = asked.poll(); task != null; task = asked.poll()) {
                    task.run();
                }
                memory.resumeWaiting();
                dues.run(ticker.nanos());
                select(pacer);
            }
        }
    }

    private void select(Pacer pacer) throws IOException {
        wait.looks();
        int found = selector.selectNow(this::ready);
        long next = dues.nextNanos();
        long now = ticker.nanos();
        // The look has taken back what others called to wake it, so what they called for is looked for too.
        if (found > 0 || closed || !asked.isEmpty() || next - now <= LEAD_NANOS || now < spinUntilNanos) {
            return;
        }
        wait.sleeps();
        woken = false;
        if (next == Long.MAX_VALUE) {
            selector.select(this::readyAfterSleep);
        } else {
            pacer.wakeAt(next - LEAD_NANOS);
            selector.select(this::readyAfterSleep, (next - LEAD_NANOS - now) / 1_000_000 + 1);
        }
        if (!woken) {
            wait.woken();
        }
    }

    private void readyAfterSleep(SelectionKey key) {
        if (!woken) {
            woken = true;
            wait.woken();
        }
        ready(key);
    }

    private void ready(SelectionKey key) {
        spinUntilNanos = ticker.nanos() + SPIN_NANOS;
        if (key.attachment() instanceof Runnable handler) {
            handler.run();
        }
    }
}
