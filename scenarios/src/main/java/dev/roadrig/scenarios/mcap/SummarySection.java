package dev.roadrig.scenarios.mcap;

import dev.roadrig.scenarios.mcap.BlockReader.Place;
import dev.roadrig.scenarios.mcap.McapRecord.Footer;
import dev.roadrig.scenarios.mcap.McapRecord.Statistics;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** What a file says of itself at its end. */
final class SummarySection {
    private static final int PIECE_BYTES = 1 << 16;

    final Catalog catalog;
    final Map<Long, IndexedChunk> chunksByOffset = new HashMap<>();
    private final Map<Set<Integer>, Set<Integer>> channelSets = new HashMap<>();
    private final MemoryAccount memory;
    private @Nullable Statistics statistics;

    /**
     * What is needed of a chunk's index.
     *
     * @param channels which have messages in it; empty where the file has no message indexes, which would tell
     */
    record IndexedChunk(long startTime, long endTime, Set<Integer> channels) {}

    private SummarySection(ReadLimits limits) {
        memory = new MemoryAccount(limits);
        catalog = new Catalog(false, memory);
    }

    Optional<Statistics> statistics() {
        return Optional.ofNullable(statistics);
    }

    /**
     * Whether chunks may be passed over on the word of their index: only when the summary holds every chunk, channel and
     * schema that its own statistics count. A summary without chunk index is no reason to read nothing.
     */
    boolean coversChunks() {
        return statistics != null
                && !chunksByOffset.isEmpty()
                && statistics.chunkCount() == chunksByOffset.size()
                && statistics.channelCount() == catalog.channels.size()
                && statistics.schemaCount() == catalog.schemas.size();
    }

    /** Reads the end of the file: closing magic, footer, summary and its CRC. */
    static SummarySection read(FileSource source, BlockReader reader) throws IOException, Malformed {
        byte[] magic = Opcode.magic();
        long footerAt = source.size() - magic.length - Opcode.FOOTER_BYTES;
        if (footerAt < magic.length || !Arrays.equals(source.read(source.size() - magic.length, magic.length), magic)) {
            throw new Malformed(source.size(), "the closing mark is missing: the file was cut, or never closed");
        }
        Place place = reader.place(footerAt);
        if (place.opcode() != Opcode.FOOTER
                || place.contentLength() != Opcode.FOOTER_BYTES - Opcode.RECORD_HEADER_BYTES) {
            throw new Malformed(footerAt, "there is no Footer record before the closing mark");
        }
        var footer = (Footer) RecordDecoder.decode(reader.raw(place));
        long start = footer.summaryStart() == 0 ? footerAt : footer.summaryStart();
        if (start < magic.length || start > footerAt) {
            throw new Malformed(
                    footerAt, "the Footer's summary start " + Long.toUnsignedString(start) + " is not in the file");
        }
        checkCrc(source, footer, start, footerAt);
        var summary = new SummarySection(reader.limits());
        for (long at = start; at < footerAt; ) {
            Place next = reader.place(at);
            summary.add(reader.raw(next));
            at = next.end();
        }
        return summary;
    }

    private static void checkCrc(FileSource source, Footer footer, long start, long footerAt)
            throws IOException, Malformed {
        var crc = new CRC32();
        // The footer too, up to its own CRC field.
        long end = footerAt + Opcode.FOOTER_BYTES - 4;
        for (long at = start; at < end; at += PIECE_BYTES) {
            crc.update(source.read(at, (int) Math.min(PIECE_BYTES, end - at)));
        }
        if (footer.summaryCrc() != 0 && footer.summaryCrc() != crc.getValue()) {
            throw new Malformed(start, "the summary does not match its CRC");
        }
    }

    /** Most chunks hold the same channels: each set is kept once. */
    private Set<Integer> channels(ContentReader in, long fileOffset) throws Malformed {
        Set<Integer> channels = Set.copyOf(in.longMap().keySet());
        Set<Integer> known = channelSets.get(channels);
        if (known == null) {
            memory.add((long) MemoryAccount.ENTRY_BYTES * channels.size(), fileOffset);
            channelSets.put(channels, channels);
            return channels;
        }
        return known;
    }

    private void add(RawRecord raw) throws Malformed {
        switch (raw.opcode()) {
            case Opcode.SCHEMA, Opcode.CHANNEL -> catalog.add(raw);
            case Opcode.CHUNK_INDEX -> {
                ContentReader in = raw.reader();
                memory.add(0, raw.fileOffset());
                long startTime = in.u64();
                long endTime = in.u64();
                long offset = in.u64();
                long unusedLength = in.u64();
                chunksByOffset.put(offset, new IndexedChunk(startTime, endTime, channels(in, raw.fileOffset())));
            }
            case Opcode.STATISTICS -> statistics = (Statistics) RecordDecoder.decode(raw);
            default -> {
                // Attachments and metadata are found in the data section itself.
            }
        }
    }
}
