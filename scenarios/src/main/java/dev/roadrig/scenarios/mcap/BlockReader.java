package dev.roadrig.scenarios.mcap;

import java.io.IOException;

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

    /** A record in an array of its own. */
    RawRecord raw(Place place) throws IOException, Malformed {
        return raw(place, new BufferPool());
    }

    /** A record in an array of the pool. */
    RawRecord raw(Place place, BufferPool pool) throws IOException, Malformed {
        if (place.contentLength() > limits.recordBytes()) {
            throw new Malformed(
                    place.offset(),
                    "a " + Opcode.name(place.opcode()) + " record of " + place.contentLength()
                            + " bytes is over the limit of " + limits.recordBytes()
                            + ", which grows with the JVM's -Xmx");
        }
        int length = (int) place.contentLength();
        byte[] bytes = pool.take(length);
        source.read(place.contentOffset(), bytes, length);
        return new RawRecord(place.opcode(), place.offset(), bytes, 0, length);
    }

    /** The messages of a span, in an array of the pool; a chunk is unpacked. */
    MessageBlock block(Span span, BufferPool pool) throws IOException, Malformed {
        if (span.chunk()) {
            return chunk(place(span.offset()), pool);
        }
        int length = Math.toIntExact(span.length());
        byte[] bytes = pool.take(length);
        source.read(span.offset(), bytes, length);
        return new MessageBlock(bytes, 0, length, span.offset());
    }

    MessageBlock chunk(Place place, BufferPool pool) throws IOException, Malformed {
        RawRecord raw = raw(place, pool);
        ChunkContent chunk = ChunkContent.of(raw, limits);
        MessageBlock block = chunk.unpack(pool);
        if (!chunk.isInPlace()) {
            pool.give(raw.bytes());
        }
        return block;
    }
}
