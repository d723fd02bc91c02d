package dev.roadrig.boards.link.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/** Bytes that wait, in order, in chunks of the relay's memory. */
final class ByteQueue {
    /** How many chunks one gathering write takes at most. */
    private static final int MOST_CHUNKS = 40;

    private final Memory memory;
    private final Deque<ByteBuffer> chunks = new ArrayDeque<>();

    ByteQueue(Memory memory) {
        this.memory = memory;
    }

    /** Takes {@code count} bytes off the source. */
    void add(ByteBuffer source, int count) {
        int left = count;
        while (left > 0) {
            ByteBuffer tail = chunks.peekLast();
            if (tail == null || tail.limit() == tail.capacity()) {
                tail = memory.take();
                chunks.addLast(tail);
            }
            int at = tail.limit();
            int n = Math.min(left, tail.capacity() - at);
            tail.limit(at + n);
            tail.put(at, source, source.position(), n);
            source.position(source.position() + n);
            left -= n;
        }
    }

    /** Writes the first bytes, as many as the socket takes. */
    long writeTo(SocketChannel to, int most) throws IOException {
        var gathered = new ByteBuffer[Math.min(MOST_CHUNKS, chunks.size())];
        int left = most;
        int count = 0;
        for (ByteBuffer chunk : chunks) {
            if (left == 0 || count == gathered.length) {
                break;
            }
            int n = Math.min(left, chunk.remaining());
            gathered[count++] = chunk.slice(chunk.position(), n);
            left -= n;
        }
        long written = count == 1 ? to.write(gathered[0]) : to.write(gathered, 0, count);
        skip(written);
        return written;
    }

    /** Throws the first bytes away. */
    void skip(long count) {
        long left = count;
        while (left > 0) {
            ByteBuffer head = chunks.getFirst();
            int n = (int) Math.min(left, head.remaining());
            head.position(head.position() + n);
            left -= n;
            if (!head.hasRemaining()) {
                memory.give(chunks.removeFirst());
            }
        }
    }

    void clear() {
        chunks.forEach(memory::give);
        chunks.clear();
    }
}
