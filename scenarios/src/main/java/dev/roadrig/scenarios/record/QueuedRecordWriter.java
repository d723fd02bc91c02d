package dev.roadrig.scenarios.record;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.mcap.AttachmentName;
import dev.roadrig.scenarios.mcap.ProtobufEncoding;
import dev.roadrig.scenarios.record.DirectRecordWriter.DiskAction;
import dev.roadrig.scenarios.time.ThreadEnd;
import dev.roadrig.scenarios.time.Ticker;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Writes on its own thread, so that a slow disk delays no reader of a wire until the queue is full. */
final class QueuedRecordWriter implements RunRecordWriter {
    private static final long QUEUE_BYTES = 4 << 20;
    /** What an entry costs beside its bytes. */
    private static final int ENTRY_BYTES = 64;
    /** Leaves a quarter of the promised second to the queue and the disk. */
    private static final long CHUNK_AGE_NANOS = TimeUnit.MILLISECONDS.toNanos(750);

    private final RecordFile file;
    private final Ticker ticker;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Entry> queue = new ArrayDeque<>();
    private long queuedBytes;
    private boolean closed;
    private @Nullable RigFault fault;
    /** Of the writing thread alone, like the next: how many chunks were begun. */
    private long chunks;

    private boolean watching;

    private QueuedRecordWriter(RecordFile file, Ticker ticker, String board) {
        this.file = file;
        this.ticker = ticker;
        this.thread = new Thread(this::loop, "rr-" + board + "-record");
        thread.setDaemon(true);
    }

    static QueuedRecordWriter start(RecordFile file, Ticker ticker, String board) {
        var writer = new QueuedRecordWriter(file, ticker, board);
        writer.thread.start();
        return writer;
    }

    @Override
    public void write(long nanos, Message message) {
        RunTopic topic = RunTopic.of(message.getClass());
        byte[] bytes = ProtobufEncoding.bytes(message);
        put(new Entry(bytes.length + ENTRY_BYTES, () -> file.write(topic, nanos, bytes)));
    }

    @Override
    public void attach(String name, String mediaType, ByteString bytes) {
        AttachmentName.checkWritten(name);
        put(new Entry(bytes.size() + ENTRY_BYTES, () -> file.attach(name, mediaType, bytes)));
    }

    private void put(Entry entry) {
        lock.lock();
        try {
            while (!closed && fault == null && queuedBytes > 0 && queuedBytes + entry.bytes() > QUEUE_BYTES) {
                // Not interruptible: what was seen is recorded, also by a thread that is told to end.
                changed.awaitUninterruptibly();
            }
            if (closed) {
                throw new IllegalStateException("the record is closed");
            }
            if (fault == null) {
                queue.add(entry);
                queuedBytes += entry.bytes();
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void loop() {
        try {
            while (true) {
                Optional<Entry> entry = take();
                if (entry.isEmpty()) {
                    file.close();
                    return;
                }
                entry.get().action().run();
                watchAge();
            }
        } catch (IOException | RuntimeException | Error e) {
            fail(e);
        }
    }

    /** The next thing to do; waits for it. Empty when the record is closed and everything is written. */
    private Optional<Entry> take() {
        lock.lock();
        try {
            while (queue.isEmpty() && !closed) {
                changed.awaitUninterruptibly();
            }
            Optional<Entry> entry = Optional.ofNullable(queue.poll());
            queuedBytes -= entry.map(Entry::bytes).orElse(0);
            changed.signalAll();
            return entry;
        } finally {
            lock.unlock();
        }
    }

    /** Has every chunk closed a while after its first message, also when no other message comes. */
    private void watchAge() {
        if (file.chunkIsEmpty()) {
            watching = false;
        } else if (!watching) {
            watching = true;
            long chunk = ++chunks;
            ticker.at(ticker.nanos() + CHUNK_AGE_NANOS, () -> putFirst(new Entry(0, () -> closeChunk(chunk))));
        }
    }

    private void closeChunk(long chunk) throws IOException {
        if (watching && chunk == chunks) {
            file.closeChunk();
        }
    }

    private void putFirst(Entry entry) {
        lock.lock();
        try {
            queue.addFirst(entry);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void fail(Throwable cause) {
        lock.lock();
        try {
            fault = file.fault(cause);
            queue.clear();
            queuedBytes = 0;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            file.close();
        } catch (IOException e) {
            // The file is being given up; the first failure is the one that counts.
        }
    }

    @Override
    public Optional<RigFault> fault() {
        lock.lock();
        try {
            return Optional.ofNullable(fault);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        ThreadEnd.await(thread);
    }

    /** Something to write, and what it takes of the queue. */
    private record Entry(int bytes, DiskAction action) {}
}
