package dev.roadrig.boards.link.stream;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What a relay's connections may hold together: chunks of direct memory, and a count of the bytes and segments in them.
 * Used by the relay's own thread only; the count may be read by others.
 */
final class Memory {
    static final int CHUNK_BYTES = 8 * 1024;

    /** What is counted for a segment beside its bytes, so that many small ones are bounded too. */
    static final int SEGMENT_BYTES = 64;

    private static final int CHUNKS_PER_SLAB = 64;

    private final long mostBytes;
    private final Deque<ByteBuffer> free = new ArrayDeque<>();
    private final Deque<Way> waiting = new ArrayDeque<>();
    private volatile long heldBytes;

    Memory(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** A chunk that is written from 0 on and holds nothing yet. */
    ByteBuffer take() {
        if (free.isEmpty()) {
            ByteBuffer slab = ByteBuffer.allocateDirect(CHUNKS_PER_SLAB * CHUNK_BYTES);
            for (int i = 0; i < CHUNKS_PER_SLAB; i++) {
                free.add(slab.slice(i * CHUNK_BYTES, CHUNK_BYTES));
            }
        }
        return free.pop().position(0).limit(0);
    }

    void give(ByteBuffer chunk) {
        free.push(chunk);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // One thread writes it.
    void charge(long bytes) {
        heldBytes += bytes;
    }

    /** How many bytes more may be held; 0 or less when there is no room. */
    long room() {
        return mostBytes - heldBytes;
    }

    long heldBytes() {
        return heldBytes;
    }

    /** Asks to be resumed when an eighth of the memory is free again. */
    void await(Way way) {
        waiting.add(way);
    }

    /** Lets those read again that wait for room, in turn, as far as there is some. */
    void resumeWaiting() {
        while (!waiting.isEmpty() && room() >= mostBytes / 8) {
            waiting.remove().roomAgain();
        }
    }
}
