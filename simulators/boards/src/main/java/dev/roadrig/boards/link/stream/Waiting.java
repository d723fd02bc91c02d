package dev.roadrig.boards.link.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The segments of one direction that wait, with their bytes, in order; what they take is charged to the relay's memory. */
final class Waiting {
    /** How a write went. */
    enum Written {
        /** The socket took all. */
        ALL,
        /** The socket is full. */
        SOME,
        /** The last segment that was written closes the connection. */
        AND_CLOSE
    }

    private final StreamPolicy policy;
    private final Loop loop;
    private final Memory memory;
    private final Deque<Segment> segments = new ArrayDeque<>();
    private final ByteQueue bytes;
    private long heldBytes;
    private boolean blocked;
    /** When the reader last made room, at the earliest: until then what was due was not held up by the link. */
    private long roomNanos = Long.MIN_VALUE;

    Waiting(StreamPolicy policy, Loop loop) {
        this.policy = policy;
        this.loop = loop;
        this.memory = loop.memory();
        this.bytes = new ByteQueue(memory);
    }

    /** Takes a segment and those of its bytes that are still to be written off the buffer. */
    void add(Segment segment, ByteBuffer buffer) {
        segments.add(segment);
        charge(segment.leftBytes() + Memory.SEGMENT_BYTES);
        bytes.add(buffer, segment.leftBytes());
    }

    private void charge(long count) {
        heldBytes += count;
        memory.charge(count);
    }

    @Nullable
    Segment peek() {
        return segments.peek();
    }

    boolean isEmpty() {
        return segments.isEmpty();
    }

    /** With what is counted for each segment. */
    long heldBytes() {
        return heldBytes;
    }

    /** Throws the head away. */
    void discard() {
        bytes.skip(segments.element().leftBytes());
        removeHead();
    }

    private void removeHead() {
        charge(-segments.remove().leftBytes() - Memory.SEGMENT_BYTES);
    }

    /**
     * Writes what is due up to the first segment that does not simply go on: to one that is thrown away, or to and with one
     * that closes the connection.
     *
     * @param nowNanos what is due later stays
     */
    Written write(SocketChannel to, long nowNanos) throws IOException {
        if (blocked) {
            roomNanos = nowNanos - loop.waitedNanos();
        }
        int ready = 0;
        for (Segment segment : segments) {
            if (segment.isEnd() || segment.dueNanos() > nowNanos || segment.fate() == Release.Fate.DISCARD) {
                break;
            }
            ready += segment.leftBytes();
            if (segment.fate() == Release.Fate.PASS_AND_CLOSE) {
                break;
            }
        }
        long written = bytes.writeTo(to, ready);
        blocked = written < ready;
        if (passed(written, loop.ticker().nanos())) {
            return Written.AND_CLOSE;
        }
        return written == ready ? Written.ALL : Written.SOME;
    }

    /** Tells the policy of the segments that have been written; true when the last of them closes the connection. */
    private boolean passed(long written, long nowNanos) {
        charge(-written);
        boolean closes = false;
        long unclaimed = written;
        while (unclaimed > 0) {
            Segment head = segments.element();
            unclaimed = head.take(unclaimed);
            if (head.leftBytes() == 0) {
                removeHead();
                policy.left(head.number(), head.bytes(), Math.max(head.dueNanos(), roomNanos), nowNanos);
                closes = head.fate() == Release.Fate.PASS_AND_CLOSE;
            }
        }
        return closes;
    }

    /** Asks the policy again for all that is not due yet and all behind it, in order. */
    void reconsider(long nowNanos) {
        boolean still = false;
        for (Segment segment : segments) {
            still |= segment.dueNanos() > nowNanos;
            if (still) {
                Release release = segment.isEnd()
                        ? policy.end(nowNanos)
                        : policy.depart(segment.number(), segment.bytes(), nowNanos);
                segment.released(release, nowNanos);
            }
        }
    }

    void clear() {
        segments.clear();
        bytes.clear();
        charge(-heldBytes);
    }
}
