package dev.roadrig.scenarios.mcap;

import java.io.IOException;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * A Chunk record's fields, and where its packed records lie.
 *
 * @param raw the record
 * @param size of the records when they are unpacked, within the limits
 * @param crc of the unpacked records, 0 for not available
 * @param from where the packed records begin in the record's array
 * @param length of the packed records that the record states
 */
record ChunkContent(RawRecord raw, int size, long crc, Compression compression, int from, long length) {

    /** Reads the fields of a record whose packed records may be cut. */
    static ChunkContent of(RawRecord raw, ReadLimits limits) throws Malformed {
        ContentReader in = raw.reader();
        in.u64();
        in.u64();
        long size = in.u64();
        long crc = in.u32();
        String name = in.string();
        long length = in.u64();
        Compression compression = Compression.named(name)
                .orElseThrow(() -> in.malformed("is packed with '" + name + "'; known are lz4, zstd and none"));
        if (size < 0 || size > limits.chunkBytes()) {
            throw in.malformed("states " + Long.toUnsignedString(size) + " uncompressed bytes, over the limit of "
                    + limits.chunkBytes() + ", which grows with the JVM's -Xmx");
        }
        return new ChunkContent(raw, (int) size, crc, compression, raw.from() + in.position(), length);
    }

    private int left() {
        return raw.from() + raw.length() - from;
    }

    /** Whether the records are read where they lie. */
    boolean isInPlace() {
        return compression == Compression.NONE;
    }

    /** The records, unpacked and with their CRC checked: in the record's own array, or in one of the pool. */
    MessageBlock unpack(BufferPool pool) throws Malformed {
        if (length < 0 || length > left()) {
            throw raw.reader()
                    .malformed("states a length of " + Long.toUnsignedString(length) + " bytes where " + left()
                            + " are left");
        }
        if (isInPlace() && length != size) {
            throw raw.reader().malformed("holds " + length + " bytes but states " + size);
        }
        byte[] records = isInPlace() ? raw.bytes() : decompress(pool);
        int start = isInPlace() ? from : 0;
        if (crc != 0) {
            var actual = new CRC32();
            actual.update(records, start, size);
            if (crc != actual.getValue()) {
                throw raw.reader().malformed("does not match its CRC");
            }
        }
        return new MessageBlock(records, start, start + size, raw.fileOffset());
    }

    private byte[] decompress(BufferPool pool) throws Malformed {
        try {
            return compression.decompress(raw.bytes(), from, (int) length, size, pool);
        } catch (IOException e) {
            throw raw.reader().malformed("cannot be unpacked: " + e.getMessage());
        }
    }

    /** The whole records at the front of a chunk that is cut or damaged; nothing checks them. */
    MessageBlock salvage() throws Malformed {
        int there = (int) Math.min(left(), length < 0 ? left() : length);
        byte[] records = compression.salvage(raw.bytes(), from, there, size);
        int end = MessageBlock.runEnd(records, 0, records.length, MessageBlock::isAllowed);
        return new MessageBlock(Arrays.copyOf(records, end), 0, end, raw.fileOffset());
    }
}
