package dev.roadrig.boards.pty;

import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.ThreadEnd;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.scenarios.time.TimerSlack;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * A serial port's chip on a pty: sends at its baud rate by absolute deadlines in steps of a FIFO, receives at once.
 * While nobody reads the wire, what does not fit is lost, as on a real one.
 */
public final class Uart implements AutoCloseable {
    private static final int FIFO_BYTES = 16;
    private static final int BITS_PER_BYTE = 10;
    private static final int POLL_MILLIS = 20;
    private static final int STALLED_POLLS = 100;
    private static final int MOST_QUEUED_BYTES = 1 << 20;

    private final Pty pty;
    private final Ticker ticker;
    private final long nanosPerByte;
    private final Deque<byte[]> queue = new ArrayDeque<>();
    private final Deque<byte[]> ahead = new ArrayDeque<>();
    private final Thread sender;
    private final Thread receiver;
    private int queuedBytes;
    private boolean sending;
    private boolean stalled;
    private volatile boolean closed;

    /**
     * Starts the port's two threads.
     *
     * @param board names the threads {@code rr-BOARD-uart-tx} and {@code -rx}
     * @param baud bits a second, 8N1
     * @param received sees what comes in, on the receiving thread
     */
    public Uart(String board, Pty pty, int baud, Ticker ticker, Consumer<byte[]> received) {
        if (baud < 300 || baud > 4_000_000) {
            throw new IllegalArgumentException("a baud rate is 300 to 4,000,000, not " + baud);
        }
        this.pty = pty;
        this.ticker = ticker;
        this.nanosPerByte = BITS_PER_BYTE * 1_000_000_000L / baud;
        this.sender = new Thread(this::sendLoop, "rr-" + board + "-uart-tx");
        this.receiver = new Thread(() -> receiveLoop(received), "rr-" + board + "-uart-rx");
        sender.start();
        receiver.start();
    }

    /**
     * Queues bytes behind those before. Blocks while 1 MiB is queued, as a terminal blocks its writer.
     *
     * @throws InterruptedException when the waiting thread was interrupted
     */
    public void send(byte[] bytes) throws InterruptedException {
        synchronized (queue) {
            while (queuedBytes > MOST_QUEUED_BYTES && !closed) {
                queue.wait();
            }
            queue.addLast(bytes.clone());
            queuedBytes += bytes.length;
            queue.notifyAll();
        }
    }

    /** Sends bytes before everything that is queued: how a kernel prints into the middle of somebody's output. */
    public void sendAhead(byte[] bytes) {
        synchronized (queue) {
            ahead.addLast(bytes.clone());
            queuedBytes += bytes.length;
            queue.notifyAll();
        }
    }

    /** Forgets what has not left yet: the board lost its supply. */
    public void drop() {
        synchronized (queue) {
            queue.clear();
            ahead.clear();
            queuedBytes = 0;
            queue.notifyAll();
        }
        ticker.signal();
    }

    /** Whether everything has left, or never will: the port is closed. The ticker's waiters are told when it has. */
    public boolean idle() {
        synchronized (queue) {
            return closed || (queuedBytes == 0 && !sending);
        }
    }

    private void sendLoop() {
        TimerSlack.least();
        long deadline = ticker.nanos();
        try {
            while (!closed) {
                byte[] step = take();
                deadline = Math.max(deadline, ticker.nanos()) + step.length * nanosPerByte;
                ticker.await(() -> closed, new Deadline(deadline));
                put(step);
                sent();
            }
        } catch (InterruptedException e) {
            // The owner closes.
        } catch (IOException e) {
            closed = true;
            drop();
        }
    }

    private void sent() {
        boolean last;
        synchronized (queue) {
            sending = false;
            last = queuedBytes == 0;
        }
        if (last) {
            ticker.signal();
        }
    }

    private byte[] take() throws InterruptedException {
        synchronized (queue) {
            while (queue.isEmpty() && ahead.isEmpty()) {
                queue.wait();
            }
            Deque<byte[]> from = ahead.isEmpty() ? queue : ahead;
            byte[] first = from.removeFirst();
            if (first.length > FIFO_BYTES) {
                from.addFirst(Arrays.copyOfRange(first, FIFO_BYTES, first.length));
                first = Arrays.copyOf(first, FIFO_BYTES);
            }
            queuedBytes -= first.length;
            sending = true;
            queue.notifyAll();
            return first;
        }
    }

    private void put(byte[] step) throws IOException {
        byte[] rest = step;
        int polls = 0;
        while (rest.length > 0 && !closed) {
            int taken = pty.write(rest, stalled ? 0 : POLL_MILLIS);
            if (taken < 0) {
                return;
            }
            if (taken == 0) {
                stalled = stalled || ++polls > STALLED_POLLS;
                if (stalled) {
                    return;
                }
            } else {
                stalled = false;
                rest = Arrays.copyOfRange(rest, taken, rest.length);
            }
        }
    }

    private void receiveLoop(Consumer<byte[]> received) {
        byte[] buffer = new byte[4096];
        try {
            while (!closed) {
                int n = pty.read(buffer, POLL_MILLIS);
                if (n < 0) {
                    return;
                }
                if (n > 0) {
                    received.accept(Arrays.copyOf(buffer, n));
                }
            }
        } catch (IOException e) {
            closed = true;
            drop();
        }
    }

    /** Ends both threads and unplugs the pty. */
    @Override
    public void close() {
        closed = true;
        sender.interrupt();
        drop();
        pty.close();
        ThreadEnd.await(sender);
        ThreadEnd.await(receiver);
    }
}
