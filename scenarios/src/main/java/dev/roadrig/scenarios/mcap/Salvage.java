package dev.roadrig.scenarios.mcap;

import dev.roadrig.scenarios.mcap.BlockReader.Place;
import dev.roadrig.scenarios.mcap.McapRecord.Attachment;
import dev.roadrig.scenarios.mcap.McapRecord.Channel;
import dev.roadrig.scenarios.mcap.McapRecord.Header;
import dev.roadrig.scenarios.mcap.McapRecord.Metadata;
import dev.roadrig.scenarios.mcap.McapRecord.Schema;
import dev.roadrig.scenarios.mcap.Recovery.Wanted;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Takes over what can be read of a damaged file, record by record, as long as one record says where the next begins. */
final class Salvage {
    private final FileSource source;
    private final BlockReader reader;
    private final Wanted wanted;
    private final BufferPool pool = new BufferPool();
    private final Catalog catalog;
    private final @Nullable SummarySection summary;
    private final List<Damage> damage = new ArrayList<>();
    private final Map<Integer, Integer> schemaIds = new HashMap<>();
    private final Map<Integer, Integer> channelIds = new HashMap<>();
    private final Map<String, Long> messages = new TreeMap<>();
    private int attachments;
    private int metadata;
    private long unchecked;
    private long leftOut;

    Salvage(FileSource source, Wanted wanted) throws IOException {
        this.source = source;
        this.wanted = wanted;
        this.reader = new BlockReader(source, ReadLimits.DEFAULT);
        this.catalog = new Catalog(true, new MemoryAccount(ReadLimits.DEFAULT));
        SummarySection end = null;
        try {
            end = SummarySection.read(source, reader);
        } catch (Malformed e) {
            // Where the data section ends too early says more; else this is told at the end.
        }
        this.summary = end;
    }

    /** The file's header; an empty one where there is none. */
    Header header() throws IOException {
        try {
            RawRecord raw = reader.raw(reader.place(Opcode.magic().length));
            if (RecordDecoder.decode(raw) instanceof Header header) {
                return header;
            }
        } catch (Malformed e) {
            // The walk tells it.
        }
        return new Header("", "");
    }

    Recovery account() {
        OptionalLong counted = summary == null
                ? OptionalLong.empty()
                : summary.statistics().map(Recovery::counted).orElseGet(OptionalLong::empty);
        return new Recovery(new TreeMap<>(messages), attachments, metadata, damage, counted, unchecked, leftOut);
    }

    void into(McapWriter out) throws IOException {
        Place place;
        long at = Opcode.magic().length;
        do {
            try {
                place = reader.place(at);
            } catch (Malformed e) {
                damage.add(e.damage());
                takeCut(at, out);
                return;
            }
            if (at > Opcode.magic().length && !isOfData(place.opcode())) {
                damage.add(new Damage(
                        at,
                        "a record of kind " + Opcode.name(place.opcode())
                                + " is not allowed in the data section, so nothing says what follows"));
                return;
            }
            try {
                take(place, out);
            } catch (Malformed e) {
                damage.add(e.damage());
            }
            at = place.end();
        } while (place.opcode() != Opcode.DATA_END);
        if (summary == null) {
            damage.add(
                    new Damage(at, "the summary at the file's end is cut or damaged; no message is missing by that"));
        }
    }

    private static boolean isOfData(int opcode) {
        return switch (opcode) {
            case Opcode.SCHEMA,
                    Opcode.CHANNEL,
                    Opcode.MESSAGE,
                    Opcode.CHUNK,
                    Opcode.MESSAGE_INDEX,
                    Opcode.ATTACHMENT,
                    Opcode.METADATA,
                    Opcode.DATA_END -> true;
            default -> opcode > Opcode.DATA_END;
        };
    }

    private void take(Place place, McapWriter out) throws IOException, Malformed {
        switch (place.opcode()) {
            case Opcode.SCHEMA, Opcode.CHANNEL -> declare(reader.raw(place), out);
            case Opcode.MESSAGE -> {
                var span = new Span(place.offset(), place.end() - place.offset(), false, 0, 0, Set.of());
                if (span.length() > reader.limits().recordBytes()) {
                    throw new Malformed(place.offset(), "a Message record states " + place.contentLength() + " bytes");
                }
                long unused = takeAll(reader.block(span, pool), out);
            }
            case Opcode.CHUNK -> {
                long unused = takeAll(reader.chunk(place, pool), out);
            }
            case Opcode.ATTACHMENT -> {
                var attachment = (Attachment) RecordDecoder.decode(reader.raw(place));
                out.attach(attachment);
                attachments++;
            }
            case Opcode.METADATA -> {
                var named = (Metadata) RecordDecoder.decode(reader.raw(place));
                out.metadata(named);
                metadata++;
            }
            default -> {
                // A header, an index, the end, or a record that nobody but its writer knows.
            }
        }
    }

    /** Of a chunk that the file's end cuts, the messages that are whole. */
    private void takeCut(long at, McapWriter out) throws IOException {
        ByteBuffer head = source.peek(at, Opcode.RECORD_HEADER_BYTES);
        if (!head.hasRemaining() || head.get() != Opcode.CHUNK) {
            return;
        }
        long content = at + Opcode.RECORD_HEADER_BYTES;
        int there = (int) Math.min(source.size() - content, reader.limits().recordBytes());
        var raw = new RawRecord(Opcode.CHUNK, at, source.read(content, there), 0, there);
        try {
            unchecked += takeAll(ChunkContent.of(raw, reader.limits()).salvage(), out);
        } catch (Malformed e) {
            // Nothing of it can be read; that it is cut is told already.
        }
    }

    /** Returns how many messages were kept. */
    private long takeAll(MessageBlock block, McapWriter out) throws IOException, Malformed {
        long kept = 0;
        while (block.nextRecord()) {
            if (block.opcode() != Opcode.MESSAGE) {
                declare(block.raw(), out);
            } else if (take(block, out)) {
                kept++;
            } else {
                leftOut++;
            }
        }
        pool.give(block.bytes());
        return kept;
    }

    private boolean take(MessageBlock block, McapWriter out) throws IOException {
        int id = block.channelId();
        Channel channel = catalog.channels.get(id);
        if (channel == null && summary != null) {
            channel = summary.catalog.channels.get(id);
        }
        if (channel == null || !wanted.test(channel.topic(), block.logTime())) {
            return false;
        }
        int target = channelId(channel, out);
        byte[] data = new byte[block.data().remaining()];
        block.data().get(data);
        out.write(target, block.sequence(), block.logTime(), block.publishTime(), data);
        messages.merge(channel.topic(), 1L, Long::sum);
        return true;
    }

    private void declare(RawRecord raw, McapWriter out) throws IOException, Malformed {
        catalog.add(raw);
        if (raw.opcode() == Opcode.CHANNEL && RecordDecoder.decode(raw) instanceof Channel channel) {
            int unused = channelId(channel, out);
        }
    }

    /** A channel's id in the new file, where it and its schema are declared when they are first met. */
    private int channelId(Channel channel, McapWriter out) throws IOException {
        Integer known = channelIds.get(channel.id());
        if (known == null) {
            int schema = schemaId(channel.schemaId(), out);
            known = out.addChannel(schema, channel.topic(), channel.messageEncoding(), channel.metadata());
            channelIds.put(channel.id(), known);
            messages.putIfAbsent(channel.topic(), 0L);
        }
        return known;
    }

    private int schemaId(int id, McapWriter out) throws IOException {
        Integer known = schemaIds.get(id);
        Schema schema = catalog.schemas.get(id);
        if (schema == null && summary != null) {
            schema = summary.catalog.schemas.get(id);
        }
        if (known != null || schema == null) {
            return known == null ? 0 : known;
        }
        int added = out.addSchema(schema.name(), schema.encoding(), schema.data());
        schemaIds.put(id, added);
        return added;
    }
}
