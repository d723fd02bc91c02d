package dev.roadrig.scenarios.mcap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** The chunk that is being filled: its records, and where in it each channel's messages lie. */
final class ChunkBuilder {
    private final Compression compression;
    private final byte[] name;
    /** Begins with room for the Chunk record's own fields, so that records that are not packed need not be moved. */
    private final LittleEndianBuffer records = new LittleEndianBuffer(1 << 16);

    private @Nullable LittleEndianBuffer[] indexes = new LittleEndianBuffer[16];
    private long messages;
    private long startTime;
    private long endTime;

    ChunkBuilder(Compression compression) {
        this.compression = compression;
        this.name = compression.mcapName().getBytes(StandardCharsets.US_ASCII);
        records.skip(headBytes());
    }

    LittleEndianBuffer records() {
        return records;
    }

    /** Of the records, in bytes, uncompressed. */
    int size() {
        return records.size() - headBytes();
    }

    /** What stands before the packed records in a Chunk record. */
    int headBytes() {
        return Opcode.RECORD_HEADER_BYTES + 3 * Long.BYTES + 2 * Integer.BYTES + name.length + Long.BYTES;
    }

    boolean isEmpty() {
        return size() == 0;
    }

    long startTime() {
        return startTime;
    }

    long endTime() {
        return endTime;
    }

    void note(int channelId, long logTime, int offset) {
        if (channelId >= indexes.length) {
            indexes = Arrays.copyOf(indexes, Math.max(channelId + 1, 2 * indexes.length));
        }
        LittleEndianBuffer index = indexes[channelId];
        if (index == null) {
            index = new LittleEndianBuffer(256);
            indexes[channelId] = index;
        }
        index.entry(logTime, offset);
        startTime = messages == 0 || Long.compareUnsigned(logTime, startTime) < 0 ? logTime : startTime;
        endTime = messages == 0 || Long.compareUnsigned(logTime, endTime) > 0 ? logTime : endTime;
        messages++;
    }

    /**
     * Makes the Chunk record.
     *
     * @param spare empty, for records that are packed
     * @return the buffer that the record stands in, alone
     */
    LittleEndianBuffer pack(LittleEndianBuffer spare) throws IOException {
        int head = headBytes();
        int size = size();
        var crc = new CRC32();
        crc.update(records.array(), head, size);
        LittleEndianBuffer packed = records;
        if (compression != Compression.NONE) {
            packed = spare;
            packed.skip(head);
            compression.compress(records.array(), head, size, packed);
        }
        int end = packed.moveTo(0);
        int at = packed.startRecord(Opcode.CHUNK);
        packed.u64(startTime).u64(endTime).u64(size).u32(crc.getValue());
        packed.u32(name.length).bytes(name, 0, name.length).u64(end - head);
        int unused = packed.moveTo(end);
        packed.endRecord(at);
        return packed;
    }

    /** Appends one MessageIndex a channel; returns where each begins in the buffer, by channel. */
    SortedMap<Integer, Long> appendIndexes(LittleEndianBuffer out, RecordEncoder encoder) {
        var offsets = new TreeMap<Integer, Long>();
        for (int channel = 0; channel < indexes.length; channel++) {
            LittleEndianBuffer index = indexes[channel];
            if (index != null && index.size() > 0) {
                offsets.put(channel, (long) out.size());
                encoder.messageIndex(out, channel, index);
            }
        }
        return offsets;
    }

    void clear() {
        records.clear();
        records.skip(headBytes());
        messages = 0;
        startTime = 0;
        endTime = 0;
        for (LittleEndianBuffer index : indexes) {
            if (index != null) {
                index.clear();
            }
        }
    }
}
