package dev.roadrig.scenarios.mcap;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;
import net.jpountz.xxhash.StreamingXXHash32;
import net.jpountz.xxhash.XXHashFactory;

/**
 * Unpacks an LZ4 frame whose blocks refer to bytes of the blocks before them, as the C library's writers make them by
 * default; the Java library reads only frames of independent blocks. The form is that of lz4_Frame_format.md, 1.6.4.
 */
final class LinkedLz4Stream extends InputStream {
    private static final int MAGIC = 0x184D2204;
    private static final int VERSION_MASK = 0xC0;
    private static final int VERSION = 0x40;
    private static final int INDEPENDENT = 0x20;
    private static final int BLOCK_CHECKSUM = 0x10;
    private static final int CONTENT_SIZE = 0x08;
    private static final int CONTENT_CHECKSUM = 0x04;
    private static final int DICTIONARY = 0x01;
    private static final int STORED = 1 << 31;
    /** How far back a block can refer. */
    private static final int REACH = 65_535;

    private static final int SHORTEST_MATCH = 4;
    private static final int HEADER_BYTES = 6;

    private final ByteBuffer in;
    private final int flags;
    private final int blockBytes;
    private final LZ4SafeDecompressor decompressor =
            LZ4Factory.fastestInstance().safeDecompressor();
    private final StreamingXXHash32 content = XXHashFactory.fastestInstance().newStreamingHash32(0);
    private byte[] history = new byte[0];
    private byte[] block = new byte[0];
    private int at;
    private boolean ended;

    LinkedLz4Stream(byte[] packed, int from, int length) throws IOException {
        in = ByteBuffer.wrap(packed, from, length).slice().order(ByteOrder.LITTLE_ENDIAN);
        need(HEADER_BYTES + 1);
        in.getInt();
        flags = in.get();
        int sizeCode = in.get() >> 4 & 7;
        if ((flags & VERSION_MASK) != VERSION || (flags & DICTIONARY) != 0 || sizeCode < 4) {
            throw new IOException("an LZ4 frame of a form that is not known (flags %02x)".formatted(flags & 0xff));
        }
        blockBytes = 1 << (8 + 2 * sizeCode);
        int optional = (flags & CONTENT_SIZE) != 0 ? Long.BYTES : 0;
        need(optional + 1);
        // The header's own checksum is passed over: whatever it guards is checked above, or by the chunk's CRC.
        in.position(in.position() + optional + 1);
    }

    /** Whether these bytes begin a frame of linked blocks. */
    static boolean is(byte[] packed, int from, int length) {
        if (length < HEADER_BYTES) {
            return false;
        }
        int magic = ByteBuffer.wrap(packed, from, length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
        return magic == MAGIC && (packed[from + Integer.BYTES] & INDEPENDENT) == 0;
    }

    @Override
    public int read() throws IOException {
        return hasMore() ? block[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (!hasMore()) {
            return -1;
        }
        int n = Math.min(length, block.length - at);
        System.arraycopy(block, at, into, offset, n);
        at += n;
        return n;
    }

    private boolean hasMore() throws IOException {
        while (at == block.length && !ended) {
            nextBlock();
        }
        return at < block.length;
    }

    private void nextBlock() throws IOException {
        need(Integer.BYTES);
        int word = in.getInt();
        if (word == 0) {
            ended = true;
            if ((flags & CONTENT_CHECKSUM) != 0) {
                need(Integer.BYTES);
                check(content.getValue());
            }
            return;
        }
        int size = word & ~STORED;
        if (size > blockBytes) {
            throw new IOException("an LZ4 block of " + size + " bytes where at most " + blockBytes + " are allowed");
        }
        need(size);
        byte[] packed = new byte[size];
        in.get(packed);
        if ((flags & BLOCK_CHECKSUM) != 0) {
            need(Integer.BYTES);
            check(XXHashFactory.fastestInstance().hash32().hash(packed, 0, size, 0));
        }
        block = (word & STORED) != 0 ? packed : unpack(packed);
        at = 0;
        content.update(block, 0, block.length);
        history = lastOf(history, block);
    }

    /**
     * Unpacks a block behind its history. The library knows no history, so that is given to it as a first sequence of
     * the block: its last four bytes and then all of it, as literals, and a match of those four, since a sequence can't
     * be without one.
     */
    private byte[] unpack(byte[] packed) {
        if (history.length == 0) {
            return decompressor.decompress(packed, blockBytes);
        }
        byte[] past = history.length < SHORTEST_MATCH ? new byte[SHORTEST_MATCH] : history;
        System.arraycopy(history, 0, past, past.length - history.length, history.length);
        int literals = past.length;
        int body = literals - SHORTEST_MATCH;
        var whole = ByteBuffer.allocate(4 + literals / 255 + literals + packed.length)
                .order(ByteOrder.LITTLE_ENDIAN);
        appendLength(whole, literals);
        whole.put(past, body, SHORTEST_MATCH).put(past, 0, body);
        whole.putShort((short) literals).put(packed);
        byte[] unpacked =
                decompressor.decompress(whole.array(), 0, whole.position(), SHORTEST_MATCH + literals + blockBytes);
        return Arrays.copyOfRange(unpacked, SHORTEST_MATCH + literals, unpacked.length);
    }

    /** A token of so many literals and of the shortest match. */
    private static void appendLength(ByteBuffer into, int literals) {
        into.put((byte) (Math.min(literals, 15) << 4));
        int left = literals - 15;
        for (; left >= 255; left -= 255) {
            into.put((byte) 255);
        }
        if (left >= 0) {
            into.put((byte) left);
        }
    }

    private static byte[] lastOf(byte[] before, byte[] now) {
        int kept = Math.min(before.length, Math.max(0, REACH - now.length));
        int fresh = Math.min(now.length, REACH);
        byte[] last = new byte[kept + fresh];
        System.arraycopy(before, before.length - kept, last, 0, kept);
        System.arraycopy(now, now.length - fresh, last, kept, fresh);
        return last;
    }

    private void check(int actual) throws IOException {
        if (in.getInt() != actual) {
            throw new IOException("does not match the LZ4 frame's own checksum");
        }
    }

    private void need(int bytes) throws IOException {
        if (in.remaining() < bytes) {
            throw new EOFException("the LZ4 frame is cut");
        }
    }
}
