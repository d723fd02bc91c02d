package dev.roadrig.boards.link.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
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
    private final Waiting waiting;
    private Dues.@Nullable Due timer;
    private long nextSegment;
    /** What the policy said of the next segment; 0 while it has not been asked. */
    private int nextBytes;

    /** It has asked the relay's memory for room. */
    private boolean starved;
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
        this.waiting = new Waiting(policy, loop);
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
            waiting.add(Segment.end().released(policy.end(now), now), buffer);
        } else {
            cut(buffer.flip(), now);
        }
        if (!waiting.isEmpty()) {
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
        long waited = loop.waitedNanos();
        while (buffer.hasRemaining()) {
            int length = Math.min(nextSegmentBytes(), buffer.remaining());
            nextBytes = 0;
            long number = nextSegment++;
            policy.waited(waited);
            Segment segment = Segment.of(number, length).released(policy.depart(number, length, nowNanos), nowNanos);
            if (length == buffer.remaining() && isFree(segment, nowNanos)) {
                passAtOnce(segment, buffer);
            } else {
                waiting.add(segment, buffer);
            }
        }
    }

    private boolean isFree(Segment segment, long nowNanos) {
        return waiting.isEmpty() && segment.dueNanos() <= nowNanos && segment.fate() == Release.Fate.PASS;
    }

    /** From the buffer that was read into to the socket; only what that does not take is copied and kept. */
    private void passAtOnce(Segment segment, ByteBuffer buffer) throws IOException {
        segment.take(to.channel().write(buffer));
        if (buffer.hasRemaining()) {
            waiting.add(segment, buffer);
        } else {
            policy.left(
                    segment.number(),
                    segment.bytes(),
                    segment.dueNanos(),
                    loop.ticker().nanos());
        }
    }

    /** Lets go what is due, as far as the socket takes it. */
    void flush(long nowNanos) throws IOException {
        var written = Waiting.Written.ALL;
        Segment head = waiting.peek();
        while (head != null && written == Waiting.Written.ALL && head.dueNanos() <= nowNanos) {
            if (head.isEnd()) {
                finish(head);
                return;
            }
            if (head.fate() == Release.Fate.DISCARD) {
                waiting.discard();
            } else {
                written = waiting.write(to.channel(), nowNanos);
            }
            head = waiting.peek();
        }
        if (written == Waiting.Written.AND_CLOSE) {
            connection.leave();
            return;
        }
        boolean blocked = written == Waiting.Written.SOME;
        to.writing(blocked);
        schedule(blocked || head == null ? Long.MAX_VALUE : head.dueNanos());
        if (waiting.heldBytes() <= MOST_BYTES / 2) {
            resume();
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
        waiting.reconsider(nowNanos);
        flush(nowNanos);
    }

    /** How many bytes may be read now. Where nothing waits, a chunk always may, so that no connection starves. */
    private int room() {
        long most = Math.min(MOST_BYTES - waiting.heldBytes(), loop.memory().room());
        return (int) (waiting.isEmpty() ? Math.max(Memory.CHUNK_BYTES, most) : most);
    }

    private void pause() {
        from.reading(false);
        if (loop.memory().room() <= 0 && !starved) {
            starved = true;
            loop.memory().await(this);
        }
    }

    /** There may be room again. */
    void roomAgain() {
        starved = false;
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
        waiting.clear();
    }

    boolean isOver() {
        return over;
    }

    void closed() {
        policy.closed();
    }
}
