package dev.roadrig.scenarios.drive.formats;

import dev.roadrig.scenarios.fault.Wording;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.InflaterInputStream;

/** A packed block of data (##DZ): zlib's deflate, of the bytes as they are or of records whose columns were laid together. */
final class Mdf4Packed {
    private static final int FIELDS_BYTES = 24;
    private static final int DEFLATE = 0;
    private static final int TRANSPOSED = 1;
    private static final int PIECE = 1 << 14;
    /** No deflated bit stands for more: 258 bytes in two bits. */
    private static final long MOST_RATIO = 1_032;

    private final Mdf4Blocks blocks;
    private final long at;
    private final long originalBytes;
    private final long packedBytes;
    private final long columns;
    private final int method;

    private Mdf4Packed(Mdf4Blocks blocks, long at, String kind) {
        this.blocks = blocks;
        this.at = at;
        long length = blocks.dataLength(at, "DZ");
        ByteBuffer fields = blocks.bytes(at + Mdf4Blocks.HEAD_BYTES, FIELDS_BYTES);
        byte[] name = {fields.get(0), fields.get(1)};
        String packs = new String(name, StandardCharsets.ISO_8859_1);
        method = fields.get(2) & 0xff;
        columns = fields.getInt(4) & 0xffff_ffffL;
        originalBytes = fields.getLong(8);
        packedBytes = fields.getLong(16);
        if (!packs.equals(kind)) {
            throw blocks.bad(at, "is packed " + Wording.quote(packs) + " where " + kind + " should be");
        }
        if (method != DEFLATE && method != TRANSPOSED) {
            throw blocks.bad(
                    at,
                    "is packed by method " + method
                            + ", and only deflate (0) and transposed deflate (1) are read; export"
                            + " the file as MDF 4.1 with the tool that it is from");
        }
        if (packedBytes < 0 || packedBytes > length - Mdf4Blocks.HEAD_BYTES - FIELDS_BYTES) {
            throw blocks.bad(at, "is a block ##DZ of " + length + " bytes with " + packedBytes + " packed ones");
        }
        if (originalBytes < 0 || originalBytes / MOST_RATIO > packedBytes) {
            throw blocks.bad(at, "says that " + packedBytes + " packed bytes become " + originalBytes);
        }
    }

    /** What a block unpacks to, which must be data of this kind; a stream that is closed to free its memory. */
    static InputStream open(Mdf4Blocks blocks, long at, String kind) {
        var packed = new Mdf4Packed(blocks, at, kind);
        return packed.method == TRANSPOSED && packed.columns > 1 ? packed.transposed() : packed.unpacked();
    }

    private InputStream unpacked() {
        InputStream in = blocks.stream(at + Mdf4Blocks.HEAD_BYTES + FIELDS_BYTES, packedBytes);
        return new Exact(new InflaterInputStream(new BufferedInputStream(in, PIECE)));
    }

    private InputStream transposed() {
        blocks.hold(at, originalBytes);
        try (InputStream in = unpacked()) {
            return new Transposed(in.readNBytes((int) originalBytes));
        } catch (IOException e) {
            throw blocks.bad(at, "cannot be unpacked (" + e.getMessage() + ")");
        }
    }

    /** Exactly as many bytes as the block says. */
    private final class Exact extends InputStream {
        private final InputStream in;
        private long left = originalBytes;

        Exact(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int from, int count) {
            try {
                if (count == 0) {
                    return 0;
                }
                if (left == 0) {
                    if (in.read() >= 0) {
                        throw blocks.bad(at, "unpacks to more than the " + originalBytes + " bytes that it says");
                    }
                    return -1;
                }
                int got = in.read(bytes, from, (int) Math.min(count, left));
                if (got < 0) {
                    throw blocks.bad(at, "unpacks to " + (originalBytes - left) + " bytes of " + originalBytes);
                }
                left -= got;
                return got;
            } catch (IOException e) {
                throw blocks.bad(at, "is damaged: it cannot be unpacked (" + e.getMessage() + ")");
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    /** Rows of bytes that lie column by column; what does not fill a row follows as it is. */
    private final class Transposed extends InputStream {
        private final byte[] packed;
        private final int width;
        private final int rows;
        private int next;

        Transposed(byte[] packed) {
            this.packed = packed;
            this.width = (int) Math.min(columns, Integer.MAX_VALUE);
            this.rows = packed.length / width;
        }

        @Override
        public int read() {
            return next < packed.length ? at(next++) & 0xFF : -1;
        }

        private byte at(int index) {
            boolean inRow = index < rows * width;
            return packed[inRow ? index % width * rows + index / width : index];
        }

        @Override
        public int read(byte[] bytes, int from, int count) {
            int got = Math.min(count, packed.length - next);
            if (got == 0 && count > 0) {
                return -1;
            }
            for (int i = 0; i < got; i++) {
                bytes[from + i] = at(next++);
            }
            return got;
        }

        @Override
        public void close() {
            blocks.release(originalBytes);
        }
    }
}
