package dev.roadrig.scenarios.mcap;

import dev.roadrig.scenarios.mcap.BlockReader.Place;
import dev.roadrig.scenarios.mcap.McapRecord.AttachmentIndex;
import dev.roadrig.scenarios.mcap.McapRecord.Header;
import dev.roadrig.scenarios.mcap.McapRecord.Metadata;
import dev.roadrig.scenarios.mcap.SummarySection.IndexedChunk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The map of a file's data section, made by walking it record by record. Chunks that a sound summary indexes are jumped
 * over unread, so a large indexed file opens fast; everything else, also what no index mentions, is found where it lies.
 */
final class DataSection {
    private static final int LOOSE_SPAN_BYTES = 1 << 20;
    private static final int ATTACHMENT_FIELDS_BYTES = 1 << 15;

    final Catalog catalog;
    final List<Span> spans = new ArrayList<>();
    final List<AttachmentIndex> attachments = new ArrayList<>();
    final List<Metadata> metadata = new ArrayList<>();
    private final FileSource source;
    private final BlockReader reader;
    private final @Nullable SummarySection summary;
    private final MemoryAccount memory;
    private final BufferPool pool = new BufferPool();
    private Header header = new Header("", "");
    private @Nullable Span loose;
    private @Nullable Damage damage;

    private DataSection(FileSource source, BlockReader reader, @Nullable SummarySection summary) {
        this.source = source;
        this.reader = reader;
        this.summary = summary;
        this.memory = new MemoryAccount(reader.limits());
        this.catalog = summary == null ? new Catalog(true, memory) : summary.catalog;
    }

    /**
     * Walks the section to its end, or to the first damage.
     *
     * @param summary when its chunk index is to be believed
     */
    static DataSection walk(FileSource source, BlockReader reader, @Nullable SummarySection summary)
            throws IOException {
        var section = new DataSection(source, reader, summary);
        try {
            section.walk();
        } catch (Malformed e) {
            section.damage = e.damage();
        }
        section.endLoose();
        return section;
    }

    Header header() {
        return header;
    }

    Optional<Damage> damage() {
        return Optional.ofNullable(damage);
    }

    private void walk() throws IOException, Malformed {
        long at = Opcode.magic().length;
        Place place = reader.place(at);
        if (place.opcode() != Opcode.HEADER) {
            throw new Malformed(at, "the first record is a " + Opcode.name(place.opcode()) + " and not a Header");
        }
        header = (Header) RecordDecoder.decode(reader.raw(place));
        while (place.opcode() != Opcode.DATA_END) {
            place = reader.place(place.end());
            visit(place);
        }
    }

    private void visit(Place place) throws IOException, Malformed {
        if (place.opcode() == Opcode.MESSAGE) {
            visitMessage(place);
            return;
        }
        endLoose();
        switch (place.opcode()) {
            case Opcode.SCHEMA, Opcode.CHANNEL -> catalog.add(reader.raw(place));
            case Opcode.CHUNK -> visitChunk(place);
            case Opcode.ATTACHMENT -> visitAttachment(place);
            case Opcode.METADATA -> {
                var record = (Metadata) RecordDecoder.decode(reader.raw(place));
                int entries = record.metadata().size();
                memory.add(place.contentLength() + (long) MemoryAccount.ENTRY_BYTES * entries, place.offset());
                metadata.add(record);
            }
            case Opcode.MESSAGE_INDEX, Opcode.DATA_END -> {}
            default -> {
                if (place.opcode() <= Opcode.DATA_END) {
                    throw new Malformed(
                            place.offset(),
                            "a record of kind " + Opcode.name(place.opcode()) + " is not allowed in the data section");
                }
            }
        }
    }

    private void visitMessage(Place place) throws IOException, Malformed {
        if (place.contentLength() < Opcode.MESSAGE_FIELDS_BYTES
                || place.contentLength() > reader.limits().recordBytes()) {
            throw new Malformed(place.offset(), "a Message record states " + place.contentLength() + " bytes");
        }
        var fields = source.peek(place.contentOffset(), Opcode.MESSAGE_FIELDS_BYTES);
        catalog.need(fields.getShort() & 0xFFFF, place.offset());
        fields.getInt();
        long time = fields.getLong();
        Span before = loose;
        if (before != null && before.length() + place.end() - place.offset() > LOOSE_SPAN_BYTES) {
            endLoose();
            before = null;
        }
        if (before == null) {
            memory.add(0, place.offset());
        }
        long offset = before == null ? place.offset() : before.offset();
        long start = before == null || Long.compareUnsigned(time, before.startTime()) < 0 ? time : before.startTime();
        long end = before == null || Long.compareUnsigned(time, before.endTime()) > 0 ? time : before.endTime();
        loose = new Span(offset, place.end() - offset, false, start, end, Set.of());
    }

    private void endLoose() {
        if (loose != null) {
            spans.add(loose);
            loose = null;
        }
    }

    private void visitChunk(Place place) throws IOException, Malformed {
        IndexedChunk index = summary == null ? null : summary.chunksByOffset.get(place.offset());
        long length = place.end() - place.offset();
        if (index != null) {
            memory.add(0, place.offset());
            spans.add(new Span(place.offset(), length, true, index.startTime(), index.endTime(), index.channels()));
            return;
        }
        MessageBlock block = reader.chunk(place, pool);
        catalog.addAll(block);
        pool.give(block.bytes());
        if (block.messages() > 0) {
            memory.add(0, place.offset());
            spans.add(new Span(place.offset(), length, true, block.startTime(), block.endTime(), Set.of()));
        }
    }

    /** Reads the fields before the data and not the data, which may be large. */
    private void visitAttachment(Place place) throws IOException, Malformed {
        int length = (int) Math.min(place.contentLength(), ATTACHMENT_FIELDS_BYTES);
        byte[] fields = source.read(place.contentOffset(), length);
        ContentReader in = new ContentReader(place.opcode(), place.offset(), fields, 0, length);
        long logTime = in.u64();
        long createTime = in.u64();
        String name = in.string();
        String mediaType = in.string();
        long dataSize = in.u64();
        if (dataSize < 0 || dataSize > place.contentLength() - in.position() - 4) {
            throw in.malformed("states " + Long.toUnsignedString(dataSize) + " bytes of data, more than it holds");
        }
        memory.add(in.position(), place.offset());
        attachments.add(new AttachmentIndex(
                place.offset(), place.end() - place.offset(), logTime, createTime, dataSize, name, mediaType));
    }
}
