package dev.roadrig.scenarios.mcap;

import java.io.IOException;
import java.util.zip.CRC32;

/** Reads records and blocks of messages from the file into memory, within the limits and with their CRCs checked. */
final class BlockReader {
    private final FileSource source;
    private final ReadLimits limits;

    BlockReader(FileSource source, ReadLimits limits) {
        this.source = source;
        this.limits = limits;
    }

    ReadLimits limits() {
        return limits;
    }

    /** A record's opcode and place; the record lies in the file as a whole. */
    record Place(int opcode, long offset, long contentLength) {
        long contentOffset() {
            return offset + Opcode.RECORD_HEADER_BYTES;
        }

        long end() {
            return contentOffset() + contentLength;
        }
    }

    /** The record that begins here. */
    Place place(long offset) throws IOException, Malformed {
        var head = source.peek(offset, Opcode.RECORD_HEADER_BYTES);
        if (!head.hasRemaining()) {
            throw new Malformed(
                    offset,
                    offset >= source.size()
                            ? "the file ends without DataEnd and Footer: its writer did not close it"
                            : "the file ends inside the head of a record");
        }
        int opcode = head.get() & 0xFF;
        long length = head.getLong();
        long left = source.size() - offset - Opcode.RECORD_HEADER_BYTES;
        if (length < 0 || length > left) {
            throw new Malformed(
                    offset,
                    "the file ends inside a " + Opcode.name(opcode) + " record: " + left + " of its "
                            + Long.toUnsignedString(length) + " bytes are there");
        }
        return new Place(opcode, offset, length);
    }

    RawRecord raw(Place place) throws IOException, Malformed {
        if (place.contentLength() > limits.recordBytes()) {
            throw new Malformed(
                    place.offset(),
                    "a " + Opcode.name(place.opcode()) + " record of " + place.contentLength()
                            + " bytes is over the limit of " + limits.recordBytes());
        }
        byte[] bytes = source.read(place.contentOffset(), (int) place.contentLength());
        return new RawRecord(place.opcode(), place.offset(), bytes, 0, bytes.length);
    }

    /** The messages of a span; a chunk is unpacked. */
    MessageBlock block(Span span) throws IOException, Malformed {
        if (span.chunk()) {
            return chunk(place(span.offset()));
        }
        byte[] bytes = source.read(span.offset(), Math.toIntExact(span.length()));
        return new MessageBlock(bytes, span.offset());
    }

    MessageBlock chunk(Place place) throws IOException, Malformed {
        RawRecord raw = raw(place);
        ContentReader in = raw.reader();
        in.u64();
        in.u64();
        long size = in.u64();
        long crc = in.u32();
        String name = in.string();
        int length = in.skip64();
        Compression compression = Compression.named(name)
                .orElseThrow(() -> in.malformed("is packed with '" + name + "'; known are lz4, zstd and none"));
        if (size < 0 || size > limits.chunkBytes()) {
            throw in.malformed("states " + Long.toUnsignedString(size) + " uncompressed bytes, over the limit of "
                    + limits.chunkBytes());
        }
        byte[] records;
        try {
            records = compression.decompress(raw.bytes(), in.position() - length, length, (int) size);
        } catch (IOException e) {
            throw in.malformed("cannot be unpacked: " + e.getMessage());
        }
        var actual = new CRC32();
        actual.update(records);
        if (crc != 0 && crc != actual.getValue()) {
            throw in.malformed("does not match its CRC");
        }
        return new MessageBlock(records, place.offset());
    }
}
