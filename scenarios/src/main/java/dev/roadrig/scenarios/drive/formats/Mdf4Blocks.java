package dev.roadrig.scenarios.drive.formats;

import dev.roadrig.scenarios.drive.FileStretch;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.FileTrouble;
import dev.roadrig.scenarios.fault.Wording;
import dev.roadrig.scenarios.mcap.ReadLimits;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The blocks of an MDF4 file (ASAM MDF 4.1): each a four-letter kind, links to other blocks, and data; little endian. */
final class Mdf4Blocks implements Closeable {
    static final int FILE_HEAD_BYTES = 64;
    static final int HEAD_BYTES = 24;

    private static final int LEAST_DATA_BYTES = 72;
    private static final int MOST_LINKS = 8_000;
    private static final int MOST_BYTES = 1 << 16;
    private static final int MOST_BLOCKS = 500_000;

    private final Path file;
    private final RandomAccessFile in;
    private final long size;
    private final Set<Long> chained = new HashSet<>();
    private int read;
    private long dataBytes;
    private long heldBytes;

    /**
     * A block in memory.
     *
     * @param kind such as DG
     * @param links file positions, 0 for none
     * @param data what follows the links
     */
    record Block(long at, String kind, List<Long> links, ByteBuffer data) {
        Block {
            links = List.copyOf(links);
        }

        long link(int index) {
            return index < links.size() ? links.get(index) : 0;
        }
    }

    Mdf4Blocks(Path file) {
        this.file = file;
        try {
            in = new RandomAccessFile(file.toFile(), "r");
            size = in.length();
        } catch (IOException e) {
            throw FileTrouble.unread(file, e);
        }
    }

    /** A block of a chain, which is met once: a chain that is a ring ends here. */
    Block chained(long at, String kind) {
        if (!chained.add(at)) {
            throw bad(at, "is linked twice: the chain of blocks ##" + kind + " is a ring");
        }
        return block(at, kind);
    }

    /** The block at a position, which must be of this kind. */
    Block block(long at, String kind) {
        if (++read > MOST_BLOCKS) {
            throw bad(at, "is one of over " + MOST_BLOCKS + " blocks beside the data");
        }
        ByteBuffer head = bytes(at, HEAD_BYTES);
        long length = head.getLong(8);
        long links = head.getLong(16);
        expect(at, kind);
        if (links < 0 || links > MOST_LINKS || length < HEAD_BYTES + 8 * links || length > MOST_BYTES) {
            throw bad(at, "is a block ##" + kind + " of " + length + " bytes with " + links + " links");
        }
        // What a short block does not have is 0, so that no field lies outside.
        byte[] padded = Arrays.copyOf(raw(at + HEAD_BYTES, (int) length - HEAD_BYTES), (int) length + LEAST_DATA_BYTES);
        ByteBuffer rest = ByteBuffer.wrap(padded).order(ByteOrder.LITTLE_ENDIAN);
        List<Long> positions = new ArrayList<>();
        for (int i = 0; i < links; i++) {
            positions.add(rest.getLong());
        }
        return new Block(at, kind, positions, rest.slice().order(ByteOrder.LITTLE_ENDIAN));
    }

    /** The text of a block ##TX. */
    String text(long at) {
        if (at == 0) {
            return "";
        }
        ByteBuffer data = block(at, "TX").data();
        byte[] text = new byte[data.remaining()];
        data.get(0, text);
        return new String(text, StandardCharsets.UTF_8).replaceFirst("(?s)\0.*", "");
    }

    /** The kind of the block at a position. */
    String kind(long at) {
        return new String(raw(at, 4), 2, 2, StandardCharsets.ISO_8859_1);
    }

    /** That the block at a position is of this kind. */
    void expect(long at, String kind) {
        String found = new String(raw(at, 4), StandardCharsets.ISO_8859_1);
        if (!found.equals("##" + kind)) {
            throw bad(at, "should be a block ##" + kind + " and is " + Wording.quote(found));
        }
    }

    ByteBuffer bytes(long at, int count) {
        return ByteBuffer.wrap(raw(at, count)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private byte[] raw(long at, int count) {
        if (at < 0 || at > size - count) {
            throw bad(at, "is beyond the end of the file");
        }
        byte[] bytes = new byte[count];
        try {
            in.seek(at);
            in.readFully(bytes);
        } catch (IOException e) {
            throw FileTrouble.unread(file, e);
        }
        return bytes;
    }

    /** How long a block of data is, its head included; it must be whole. */
    long dataLength(long at, String kind) {
        long length = bytes(at, HEAD_BYTES).getLong(8);
        if (length < HEAD_BYTES || length > size - at) {
            throw bad(
                    at,
                    "is a block ##" + kind + " of " + length + " bytes, of which the file has " + (size - at)
                            + ": it is cut, or was not finalised");
        }
        // Blocks do not overlap, so that together they are at most the file: a small file names no block a million
        // times.
        dataBytes += length;
        if (dataBytes > size) {
            throw bad(at, "is data that is linked twice: all data together are longer than the file");
        }
        return length;
    }

    /** A stretch of the file as a stream, independent of others; nothing is read ahead. */
    InputStream stream(long at, long length) {
        return new FileStretch(in, at, length);
    }

    /** Takes so much of the memory that is there for data which are only known in whole. */
    void hold(long at, long bytes) {
        ReadLimits limits = ReadLimits.DEFAULT;
        if (bytes > limits.chunkBytes() || bytes > limits.openBytes() - heldBytes) {
            throw bad(
                    at,
                    "is a transposed block of " + bytes + " bytes; at most " + limits.chunkBytes() + ", and "
                            + limits.openBytes()
                            + " in all blocks that are open at once, are read with this much memory (-Xmx)");
        }
        heldBytes += bytes;
    }

    void release(long bytes) {
        heldBytes -= bytes;
    }

    BadInput bad(long at, String what) {
        return new BadInput(file + ": what is at byte " + at + " " + what + ".");
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new BadInput(file + " cannot be closed: " + FileTrouble.why(e), e);
        }
    }
}
