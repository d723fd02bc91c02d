package dev.roadrig.scenarios.mcap;

import java.io.IOException;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** The chunk that is being filled: its records, and where in it each channel's messages lie. */
final class ChunkBuilder {
    private final LittleEndianBuffer records = new LittleEndianBuffer(1 << 16);
    private final LittleEndianBuffer packed = new LittleEndianBuffer(1 << 16);
    private @Nullable LittleEndianBuffer[] indexes = new LittleEndianBuffer[16];
    private long messages;
    private long startTime;
    private long endTime;

    LittleEndianBuffer records() {
        return records;
    }

    boolean isEmpty() {
        return records.size() == 0;
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
        index.u64(logTime).u64(offset);
        startTime = messages == 0 || Long.compareUnsigned(logTime, startTime) < 0 ? logTime : startTime;
        endTime = messages == 0 || Long.compareUnsigned(logTime, endTime) > 0 ? logTime : endTime;
        messages++;
    }

    /** Appends the Chunk record; returns the size of its packed records. */
    int appendChunk(LittleEndianBuffer out, Compression compression) throws IOException {
        packed.clear();
        compression.compress(records.array(), records.size(), packed);
        var crc = new CRC32();
        crc.update(records.array(), 0, records.size());
        int at = out.startRecord(Opcode.CHUNK);
        out.u64(startTime).u64(endTime).u64(records.size()).u32(crc.getValue());
        out.string(compression.mcapName()).u64(packed.size());
        out.bytes(packed.array(), 0, packed.size());
        out.endRecord(at);
        return packed.size();
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
