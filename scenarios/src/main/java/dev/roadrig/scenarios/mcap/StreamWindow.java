package dev.roadrig.scenarios.mcap;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The part of a stream that is in memory: grows with what really comes, and never by what a length says. */
final class StreamWindow {
    private static final int FIRST_BYTES = 1 << 16;
    private static final int PIECE_BYTES = 1 << 16;

    private final InputStream in;
    private byte[] bytes = new byte[FIRST_BYTES];
    private ByteBuffer view = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    private int position;
    private int limit;
    private long offset;

    StreamWindow(InputStream in) {
        this.in = in;
    }

    /** The array that the window lies in, until more is read. */
    byte[] bytes() {
        return bytes;
    }

    /** The same in the format's byte order. */
    ByteBuffer view() {
        return view;
    }

    /** Where in the array the next byte is. */
    int position() {
        return position;
    }

    /** Bytes that are in memory and not yet passed. */
    int available() {
        return limit - position;
    }

    /** Of the next byte in the stream. */
    long offset() {
        return offset;
    }

    /** Passes over bytes that are in memory. */
    void pass(int count) {
        position += count;
        offset += count;
    }

    /** Reads until this many bytes are in memory; false when the stream ends before. */
    boolean need(int count) throws IOException {
        if (available() >= count) {
            return true;
        }
        System.arraycopy(bytes, position, bytes, 0, available());
        limit = available();
        position = 0;
        while (limit < count) {
            if (limit == bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(2L * bytes.length, (long) count + PIECE_BYTES));
                view = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            }
            int read = in.read(bytes, limit, Math.min(PIECE_BYTES, bytes.length - limit));
            if (read < 0) {
                return false;
            }
            limit += read;
        }
        return true;
    }
}
