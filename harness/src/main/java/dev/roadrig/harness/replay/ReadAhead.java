package dev.roadrig.harness.replay;

import dev.roadrig.scenarios.time.ThreadEnd;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Reads a feed on a thread of its own, so that no reading and unpacking stands between a message and its time. How far it
 * reads ahead is bounded in bytes, since messages are of any size.
 */
final class ReadAhead implements ReplayFeed {
    private static final long MOST_BYTES = 32 << 20;

    private final ReplayFeed feed;
    private final Deque<ReplayMessage> queue = new ArrayDeque<>();
    private final Thread reader;
    private long queuedBytes;
    private boolean ended;
    private boolean closed;
    private @Nullable RuntimeException broken;

    /** Starts reading. */
    ReadAhead(ReplayFeed feed) {
        this.feed = feed;
        reader = new Thread(this::read, "rr-replay-read");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        RuntimeException failure = null;
        try {
            ReplayMessage message = feed.next();
            while (message != null && put(message)) {
                message = feed.next();
            }
        } catch (InterruptedException e) {
            // The owner closes.
        } catch (RuntimeException e) {
            failure = e;
        }
        end(failure);
    }

    private synchronized void end(@Nullable RuntimeException failure) {
        broken = failure;
        ended = true;
        notifyAll();
    }

    /** False when nothing more is wanted. A full queue is let run half empty, so that the two wake each other seldom. */
    private synchronized boolean put(ReplayMessage message) throws InterruptedException {
        if (queuedBytes > MOST_BYTES) {
            while (queuedBytes > MOST_BYTES / 2 && !closed) {
                wait();
            }
        }
        queue.add(message);
        queuedBytes += message.memoryBytes();
        if (queue.size() == 1) {
            notifyAll();
        }
        return !closed;
    }

    @Override
    public synchronized @Nullable ReplayMessage next() throws InterruptedException {
        while (queue.isEmpty() && !ended) {
            wait();
        }
        ReplayMessage message = queue.poll();
        RuntimeException failure = broken;
        if (message == null && failure != null) {
            throw failure;
        }
        if (message != null) {
            boolean full = queuedBytes > MOST_BYTES / 2;
            queuedBytes -= message.memoryBytes();
            if (full && queuedBytes <= MOST_BYTES / 2) {
                notifyAll();
            }
        }
        return message;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        reader.interrupt();
        ThreadEnd.await(reader);
        feed.close();
    }
}
