package dev.roadrig.scenarios.drive.formats;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.Wording;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The blocks of an MDF4 file (ASAM MDF 4.1): each a four-letter kind, links to other blocks, and data; little endian. */
final class Mdf4Blocks implements Closeable {
    static final int HEAD_BYTES = 64;

    private static final int BLOCK_HEAD = 24;
    private static final int LEAST_DATA_BYTES = 72;
    private static final int MOST_LINKS = 10_000;
    private static final int MOST_BYTES = 1 << 16;

    private final Path file;
    private final RandomAccessFile in;
    private final long size;
    private int read;

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
            throw new BadInput(file + " cannot be read: " + e, e);
        }
    }

    /** The block at a position, which must be of this kind. */
    Block block(long at, String kind) {
        if (++read > 2 * MOST_LINKS) {
            throw bad(at, "is one of too many blocks, or they link in a ring");
        }
        ByteBuffer head = bytes(at, BLOCK_HEAD);
        String found = new String(raw(at, 4), StandardCharsets.ISO_8859_1);
        long length = head.getLong(8);
        long links = head.getLong(16);
        if (!found.equals("##" + kind)) {
            throw bad(at, "should be a block ##" + kind + " and is " + Wording.quote(found));
        }
        if (links < 0 || links > MOST_LINKS || length < BLOCK_HEAD + 8 * links || length > MOST_BYTES) {
            throw bad(at, "is a block ##" + kind + " of " + length + " bytes with " + links + " links");
        }
        // What a short block does not have is 0, so that no field lies outside.
        byte[] padded = Arrays.copyOf(raw(at + BLOCK_HEAD, (int) length - BLOCK_HEAD), (int) length + LEAST_DATA_BYTES);
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
            throw new BadInput(file + " cannot be read: " + e, e);
        }
        return bytes;
    }

    /** The data of a block ##DT as a stream, which must be whole. */
    InputStream data(long at) {
        long length = bytes(at, BLOCK_HEAD).getLong(8);
        if (length < BLOCK_HEAD || length > size - at) {
            throw bad(
                    at,
                    "is a block ##DT of " + length + " bytes, of which the file has " + (size - at)
                            + ": it is cut, or was not finalised");
        }
        try {
            in.seek(at + BLOCK_HEAD);
        } catch (IOException e) {
            throw new BadInput(file + " cannot be read: " + e, e);
        }
        return new LimitedStream(
                new BufferedInputStream(Channels.newInputStream(in.getChannel())), length - BLOCK_HEAD);
    }

    BadInput bad(long at, String what) {
        return new BadInput(file + ": what is at byte " + at + " " + what + ".");
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new BadInput(file + " cannot be closed: " + e, e);
        }
    }
}
