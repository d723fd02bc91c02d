package dev.roadrig.boards.link.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * One direction of one connection: reads, asks the policy, holds, and lets go, in order. It holds at most
 * {@value #MOST_BYTES} bytes; then it stops reading, which the sender feels as TCP back-pressure.
 */
final class Way {
    static final int MOST_BYTES = 256 * 1024;

    private final Connection connection;
    private final Loop loop;
    private final Side from;
    private final Side to;
    private final StreamPolicy policy;
    private final Deque<Segment> queue = new ArrayDeque<>();
    private final ByteQueue bytes;
    private Dues.@Nullable Due timer;
    private long held;
    private long nextSegment;
    /** What the policy said of the next segment; 0 while it has not been asked. */
    private int nextBytes;

    private boolean waiting;
    /** The sender's end of stream has been read. */
    private boolean ended;
    /** Nothing passes any more: the end of the stream has been passed on, or the connection is over. */
    private boolean over;

    Way(Connection connection, Side from, Side to, StreamPolicy policy) {
        this.connection = connection;
        this.loop = connection.loop();
        this.from = from;
        this.to = to;
        this.policy = policy;
        this.bytes = new ByteQueue(loop.memory());
    }

    /** There is something to read. */
    void readable() throws IOException {
        int room = room();
        if (room <= 0) {
            pause();
            return;
        }
        ByteBuffer buffer = loop.buffer();
        buffer.clear().limit(Math.min(buffer.capacity(), wholeSegments(room)));
        int n = from.channel().read(buffer);
        if (n == 0) {
            return;
        }
        long now = loop.ticker().nanos();
        if (n < 0) {
            ended = true;
            from.reading(false);
            enqueue(Segment.end().released(policy.end(now), now));
        } else {
            cut(buffer.flip(), now);
        }
        if (!queue.isEmpty()) {
            flush(now);
            if (!over && room() <= 0) {
                pause();
            }
        }
    }

    /** How much may be read so that its segments, if they are as long as the next, fit. */
    private int wholeSegments(int room) {
        int length = nextSegmentBytes();
        if (length >= room) {
            return room;
        }
        return Math.max(1, room / (length + Memory.SEGMENT_BYTES)) * length;
    }

    private int nextSegmentBytes() {
        if (nextBytes == 0) {
            nextBytes = Math.max(1, policy.segmentBytes());
        }
        return nextBytes;
    }

    private void cut(ByteBuffer buffer, long nowNanos) throws IOException {
        while (buffer.hasRemaining()) {
            int length = Math.min(nextSegmentBytes(), buffer.remaining());
            nextBytes = 0;
            long number = nextSegment++;
            Segment segment = Segment.of(number, length).released(policy.depart(number, length, nowNanos), nowNanos);
            if (length == buffer.remaining() && isFree(segment, nowNanos)) {
                passAtOnce(segment, buffer);
            } else {
                enqueue(segment);
                bytes.add(buffer, length);
            }
        }
    }

    private boolean isFree(Segment segment, long nowNanos) {
        return queue.isEmpty() && segment.dueNanos() <= nowNanos && segment.fate() == Release.Fate.PASS;
    }

    /** From the buffer that was read into to the socket; only what that does not take is copied and kept. */
    private void passAtOnce(Segment segment, ByteBuffer buffer) throws IOException {
        segment.take(to.channel().write(buffer));
        if (buffer.hasRemaining()) {
            enqueue(segment);
            bytes.add(buffer, buffer.remaining());
        } else {
            left(segment, loop.ticker().nanos());
        }
    }

    private void enqueue(Segment segment) {
        queue.add(segment);
        charge(segment.leftBytes() + Memory.SEGMENT_BYTES);
    }

    private void charge(long count) {
        held += count;
        loop.memory().charge(count);
    }

    private void left(Segment segment, long nowNanos) {
        policy.left(segment.number(), segment.bytes(), segment.dueNanos(), nowNanos);
    }

    /** Lets go what is due, as far as the socket takes it. */
    void flush(long nowNanos) throws IOException {
        boolean taken = true;
        Segment head = queue.peek();
        while (head != null && taken && head.dueNanos() <= nowNanos) {
            if (head.isEnd()) {
                finish(head);
                return;
            }
            if (head.fate() == Release.Fate.DISCARD) {
                bytes.skip(head.leftBytes());
                removeHead(head.leftBytes());
            } else {
                taken = write(nowNanos);
            }
            head = queue.peek();
        }
        if (!over) {
            to.writing(!taken);
            schedule(taken && head != null ? head.dueNanos() : Long.MAX_VALUE);
            if (held <= MOST_BYTES / 2) {
                resume();
            }
        }
    }

    private void removeHead(int unwrittenBytes) {
        queue.remove();
        charge(-unwrittenBytes - Memory.SEGMENT_BYTES);
    }

    /** Writes the head and what is due behind it; false when the socket did not take all. */
    private boolean write(long nowNanos) throws IOException {
        int ready = 0;
        for (Segment segment : queue) {
            if (segment.isEnd() || segment.dueNanos() > nowNanos || segment.fate() == Release.Fate.DISCARD) {
                break;
            }
            ready += segment.leftBytes();
            if (segment.fate() == Release.Fate.PASS_AND_CLOSE) {
                break;
            }
        }
        long written = bytes.writeTo(to.channel(), ready);
        charge(-written);
        passed(written, loop.ticker().nanos());
        return written == ready;
    }

    private void passed(long written, long nowNanos) {
        long unclaimed = written;
        while (unclaimed > 0) {
            Segment head = queue.element();
            unclaimed = head.take(unclaimed);
            if (head.leftBytes() == 0) {
                removeHead(0);
                left(head, nowNanos);
                if (head.fate() == Release.Fate.PASS_AND_CLOSE) {
                    connection.leave();
                    return;
                }
            }
        }
    }

    private void finish(Segment end) throws IOException {
        abandon();
        if (end.fate() == Release.Fate.PASS_AND_CLOSE) {
            connection.leave();
            return;
        }
        to.writing(false);
        if (end.fate() == Release.Fate.PASS) {
            to.channel().shutdownOutput();
        }
        connection.ended();
    }

    private void schedule(long atNanos) {
        Dues.Due before = timer;
        if (before != null) {
            if (before.atNanos() == atNanos) {
                return;
            }
            before.cancel();
            timer = null;
        }
        if (atNanos < Long.MAX_VALUE) {
            timer = loop.dues().at(atNanos, this::due);
        }
    }

    private void due(long nowNanos) {
        timer = null;
        connection.attempt(() -> flush(nowNanos));
    }

    /** Asks the policy again for all that is still held, in order. */
    void reconsider(long nowNanos) throws IOException {
        nextBytes = 0;
        boolean still = false;
        for (Segment segment : queue) {
            still |= segment.dueNanos() > nowNanos;
            if (still) {
                Release release = segment.isEnd()
                        ? policy.end(nowNanos)
                        : policy.depart(segment.number(), segment.bytes(), nowNanos);
                segment.released(release, nowNanos);
            }
        }
        flush(nowNanos);
    }

    /** How many bytes may be read now. Where nothing waits, a chunk always may, so that no connection starves. */
    private int room() {
        long most = Math.min(MOST_BYTES - held, loop.memory().room());
        return (int) (queue.isEmpty() ? Math.max(Memory.CHUNK_BYTES, most) : most);
    }

    private void pause() {
        from.reading(false);
        if (loop.memory().room() <= 0 && !waiting) {
            waiting = true;
            loop.memory().await(this);
        }
    }

    /** There may be room again. */
    void resumeWaited() {
        waiting = false;
        resume();
    }

    private void resume() {
        if (!over && !ended && !from.isReading() && room() > 0) {
            from.reading(true);
        }
    }

    /** Throws away what waits; nothing passes any more. */
    void abandon() {
        over = true;
        schedule(Long.MAX_VALUE);
        queue.clear();
        bytes.clear();
        charge(-held);
    }

    boolean isOver() {
        return over;
    }

    void closed() {
        policy.closed();
    }
}
