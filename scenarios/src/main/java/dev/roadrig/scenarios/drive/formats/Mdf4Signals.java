package dev.roadrig.scenarios.drive.formats;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Values of variable length of one channel (##SD): a length and so many bytes each, read front to back. */
final class Mdf4Signals implements Closeable {
    private static final int LENGTH_BYTES = 4;
    private static final int MOST_VALUE_BYTES = 64;

    private final Mdf4Blocks blocks;
    private final long at;
    private final InputStream in;
    private long position;
    private long lastAt = -1;
    private byte[] last = {};

    Mdf4Signals(Mdf4Blocks blocks, long at, Tally told) {
        this.blocks = blocks;
        this.at = at;
        in = new BufferedInputStream(Mdf4Stream.of(blocks, at, "SD", told));
    }

    /** The data of a frame, which lie at this offset. */
    byte[] value(long offset) throws IOException {
        if (offset == lastAt) {
            return last.clone();
        }
        if (offset < position) {
            throw blocks.bad(
                    at,
                    "is signal data that a record wants from offset " + offset + " after others from " + position
                            + " on; it is read front to back only. Sort the file with the tool that it is from");
        }
        try {
            in.skipNBytes(offset - position);
        } catch (EOFException e) {
            throw blocks.bad(at, "is signal data that ends before offset " + offset + ", which a record names");
        }
        int length = ByteBuffer.wrap(bytes(LENGTH_BYTES, offset))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
        if (length < 0 || length > MOST_VALUE_BYTES) {
            throw blocks.bad(
                    at,
                    "is signal data with a CAN frame of " + Integer.toUnsignedString(length) + " bytes at offset "
                            + offset);
        }
        last = bytes(length, offset);
        lastAt = offset;
        position = offset + LENGTH_BYTES + length;
        return last.clone();
    }

    private byte[] bytes(int count, long offset) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw blocks.bad(at, "is signal data that ends inside the value at offset " + offset);
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
