package dev.roadrig.scenarios.mcap;

import dev.roadrig.scenarios.mcap.McapRecord.DataEnd;
import dev.roadrig.scenarios.mcap.McapRecord.Footer;
import dev.roadrig.scenarios.mcap.McapRecord.Header;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** The records of a stream, one after the other, each CRC checked on the way. */
final class StreamedRecords {
    private static final int CRC_FIELD_BYTES = 4;

    private final StreamWindow window;
    private final ReadLimits limits;
    private final Consumer<McapRecord> others;
    private final Catalog catalog;
    private final BufferPool pool = new BufferPool();
    /** Over the data section and, from DataEnd on, over the summary. */
    private final CRC32 crc = new CRC32();

    private byte @Nullable [] unpacked;
    private long summaryStart = -1;
    private boolean ended;

    StreamedRecords(StreamWindow window, ReadLimits limits, Consumer<McapRecord> others) {
        this.window = window;
        this.limits = limits;
        this.others = others;
        this.catalog = new Catalog(true, new MemoryAccount(limits));
    }

    Catalog catalog() {
        return catalog;
    }

    /** Reads the opening mark and the Header. */
    void begin() throws IOException, Malformed {
        byte[] magic = Opcode.magic();
        if (!isMagic(magic)) {
            throw new Malformed(0, "this is not MCAP: it does not begin with the format's mark (89 'MCAP0' 0D 0A)");
        }
        pass(magic.length);
        RawRecord raw = read();
        if (!(RecordDecoder.decode(raw) instanceof Header header)) {
            throw new Malformed(
                    magic.length, "the first record is a " + Opcode.name(raw.opcode()) + " and not a Header");
        }
        others.accept(header);
        pass(Opcode.RECORD_HEADER_BYTES + raw.length());
    }

    /** Nothing more is read. */
    void end() {
        ended = true;
    }

    /** Goes on to the next records that may hold messages; null after the closing mark. They are good until the next. */
    @Nullable
    MessageBlock nextBlock() throws IOException, Malformed {
        if (unpacked != null) {
            pool.give(unpacked);
            unpacked = null;
        }
        while (!ended) {
            MessageBlock block = nextRecord();
            if (block != null) {
                return block;
            }
        }
        return null;
    }

    private @Nullable MessageBlock nextRecord() throws IOException, Malformed {
        RawRecord raw = read();
        int length = Opcode.RECORD_HEADER_BYTES + raw.length();
        if (summaryStart >= 0) {
            summary(raw, length);
            return null;
        }
        int start = window.position();
        switch (raw.opcode()) {
            case Opcode.MESSAGE -> {
                int end = MessageBlock.runEnd(
                        window.bytes(), start, start + window.available(), kind -> kind == Opcode.MESSAGE);
                pass(end - start);
                return new MessageBlock(window.bytes(), start, end, raw.fileOffset());
            }
            case Opcode.CHUNK -> {
                return chunk(raw, length);
            }
            case Opcode.SCHEMA, Opcode.CHANNEL -> take(raw);
            case Opcode.ATTACHMENT, Opcode.METADATA -> others.accept(RecordDecoder.decode(raw));
            case Opcode.DATA_END -> dataEnd(raw, length);
            case Opcode.MESSAGE_INDEX -> {}
            default -> {
                if (raw.opcode() <= Opcode.DATA_END) {
                    throw new Malformed(
                            raw.fileOffset(),
                            "a record of kind " + Opcode.name(raw.opcode()) + " is not allowed in the data section");
                }
            }
        }
        pass(length);
        if (raw.opcode() == Opcode.DATA_END) {
            crc.reset();
        }
        return null;
    }

    private MessageBlock chunk(RawRecord raw, int length) throws Malformed {
        pass(length);
        ChunkContent chunk = ChunkContent.of(raw, limits);
        MessageBlock block = chunk.unpack(pool);
        unpacked = chunk.isInPlace() ? null : block.bytes();
        return block;
    }

    /** Takes over a schema or a channel; another record of a chunk says nothing. */
    void take(RawRecord raw) throws Malformed {
        if (raw.opcode() == Opcode.SCHEMA || raw.opcode() == Opcode.CHANNEL) {
            catalog.add(raw);
            others.accept(RecordDecoder.decode(raw));
        }
    }

    private void dataEnd(RawRecord raw, int length) throws Malformed {
        var end = (DataEnd) RecordDecoder.decode(raw);
        if (end.dataSectionCrc() != 0 && end.dataSectionCrc() != crc.getValue()) {
            throw new Malformed(raw.fileOffset(), "the data section does not match its CRC");
        }
        summaryStart = window.offset() + length;
    }

    private void summary(RawRecord raw, int length) throws IOException, Malformed {
        if (raw.opcode() == Opcode.STATISTICS) {
            others.accept(RecordDecoder.decode(raw));
        }
        if (raw.opcode() != Opcode.FOOTER) {
            pass(length);
            return;
        }
        if (length != Opcode.FOOTER_BYTES) {
            throw new Malformed(raw.fileOffset(), "the Footer record is not of the length that the format gives it");
        }
        var footer = (Footer) RecordDecoder.decode(raw);
        if (footer.summaryStart() == 0) {
            crc.reset();
        } else if (footer.summaryStart() != summaryStart) {
            throw new Malformed(
                    raw.fileOffset(),
                    "the Footer states that the summary begins at " + Long.toUnsignedString(footer.summaryStart())
                            + ", and it begins at " + summaryStart);
        }
        crc.update(window.bytes(), window.position(), length - CRC_FIELD_BYTES);
        if (footer.summaryCrc() != 0 && footer.summaryCrc() != crc.getValue()) {
            throw new Malformed(summaryStart, "the summary does not match its CRC");
        }
        others.accept(footer);
        window.pass(length);
        if (!isMagic(Opcode.magic())) {
            throw new Malformed(window.offset(), "the closing mark is missing: the file was cut, or never closed");
        }
        window.pass(Opcode.magic().length);
        if (window.need(1)) {
            throw new Malformed(window.offset(), "more bytes follow the closing mark");
        }
        ended = true;
    }

    private boolean isMagic(byte[] magic) throws IOException {
        return window.need(magic.length)
                && Arrays.equals(
                        magic, Arrays.copyOfRange(window.bytes(), window.position(), window.position() + magic.length));
    }

    /** The next record, whole and in the window, which stays before it. */
    private RawRecord read() throws IOException, Malformed {
        long offset = window.offset();
        if (!window.need(Opcode.RECORD_HEADER_BYTES)) {
            throw new Malformed(
                    offset,
                    window.available() == 0
                            ? "the file ends without DataEnd and Footer: its writer did not close it"
                            : "the file ends inside the head of a record");
        }
        int opcode = window.bytes()[window.position()] & 0xFF;
        long length = window.view().getLong(window.position() + 1);
        if (length < 0 || length > limits.recordBytes()) {
            throw new Malformed(
                    offset,
                    "a " + Opcode.name(opcode) + " record of " + Long.toUnsignedString(length)
                            + " bytes is over the limit of " + limits.recordBytes()
                            + ", which grows with the JVM's -Xmx");
        }
        if (!window.need(Opcode.RECORD_HEADER_BYTES + (int) length)) {
            int there = window.available() - Opcode.RECORD_HEADER_BYTES;
            throw new Malformed(
                    offset,
                    "the file ends inside a " + Opcode.name(opcode) + " record: " + there + " of its " + length
                            + " bytes are there");
        }
        int content = window.position() + Opcode.RECORD_HEADER_BYTES;
        return new RawRecord(opcode, offset, window.bytes(), content, (int) length);
    }

    private void pass(int length) {
        crc.update(window.bytes(), window.position(), length);
        window.pass(length);
    }
}
