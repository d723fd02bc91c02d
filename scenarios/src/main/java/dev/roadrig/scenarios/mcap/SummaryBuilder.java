package dev.roadrig.scenarios.mcap;

import dev.roadrig.scenarios.mcap.McapRecord.AttachmentIndex;
import dev.roadrig.scenarios.mcap.McapRecord.Channel;
import dev.roadrig.scenarios.mcap.McapRecord.ChunkIndex;
import dev.roadrig.scenarios.mcap.McapRecord.MetadataIndex;
import dev.roadrig.scenarios.mcap.McapRecord.Schema;
import dev.roadrig.scenarios.mcap.McapRecord.Statistics;
import dev.roadrig.scenarios.mcap.McapRecord.SummaryOffset;
import dev.roadrig.scenarios.mcap.McapWriterOptions.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** What a writer has to repeat at the file's end: schemas, channels, counts, and where everything lies. */
final class SummaryBuilder {
    final List<Schema> schemas = new ArrayList<>();
    final List<Channel> channels = new ArrayList<>();
    final List<AttachmentIndex> attachments = new ArrayList<>();
    final List<MetadataIndex> metadata = new ArrayList<>();
    final List<ChunkIndex> chunks = new ArrayList<>();

    private final McapWriterOptions options;
    private long[] messagesByChannel = new long[16];
    private long messages;
    private long startTime;
    private long endTime;

    SummaryBuilder(McapWriterOptions options) {
        this.options = options;
    }

    void countMessage(int channelId, long logTime) {
        if (channelId >= messagesByChannel.length) {
            messagesByChannel = Arrays.copyOf(messagesByChannel, Math.max(channelId + 1, 2 * messagesByChannel.length));
        }
        messagesByChannel[channelId]++;
        startTime = messages == 0 || Long.compareUnsigned(logTime, startTime) < 0 ? logTime : startTime;
        endTime = messages == 0 || Long.compareUnsigned(logTime, endTime) > 0 ? logTime : endTime;
        messages++;
    }

    private Statistics statistics() {
        var counts = new TreeMap<Integer, Long>();
        for (int channel = 0; channel < messagesByChannel.length; channel++) {
            if (messagesByChannel[channel] > 0) {
                counts.put(channel, messagesByChannel[channel]);
            }
        }
        return new Statistics(
                messages,
                schemas.size(),
                channels.size(),
                attachments.size(),
                metadata.size(),
                chunks.size(),
                startTime,
                endTime,
                counts);
    }

    /** Appends the summary and the summary offsets; returns where in the buffer the offsets begin, -1 for none. */
    int append(LittleEndianBuffer out, RecordEncoder encoder, long fileOffset) {
        var offsets = new ArrayList<SummaryOffset>();
        var groups = new Groups(out, fileOffset, offsets);
        groups.add(Part.REPEATED_SCHEMAS, Opcode.SCHEMA, schemas, encoder::schema);
        groups.add(Part.REPEATED_CHANNELS, Opcode.CHANNEL, channels, encoder::channel);
        groups.add(Part.STATISTICS, Opcode.STATISTICS, List.of(statistics()), encoder::statistics);
        groups.add(Part.METADATA_INDEX, Opcode.METADATA_INDEX, metadata, encoder::metadataIndex);
        groups.add(Part.ATTACHMENT_INDEX, Opcode.ATTACHMENT_INDEX, attachments, encoder::attachmentIndex);
        groups.add(Part.CHUNK_INDEX, Opcode.CHUNK_INDEX, chunks, encoder::chunkIndex);
        if (!options.has(Part.SUMMARY_OFFSETS) || offsets.isEmpty()) {
            return -1;
        }
        int at = out.size();
        offsets.forEach(offset -> encoder.summaryOffset(out, offset));
        return at;
    }

    /** Records of one kind stand together, so that a reader can find them by their SummaryOffset. */
    private final class Groups {
        private final LittleEndianBuffer out;
        private final long fileOffset;
        private final List<SummaryOffset> offsets;

        Groups(LittleEndianBuffer out, long fileOffset, List<SummaryOffset> offsets) {
            this.out = out;
            this.fileOffset = fileOffset;
            this.offsets = offsets;
        }

        <R> void add(Part part, int opcode, List<R> records, BiConsumer<LittleEndianBuffer, R> append) {
            if (!options.has(part) || records.isEmpty()) {
                return;
            }
            int start = out.size();
            records.forEach(record -> append.accept(out, record));
            offsets.add(new SummaryOffset(opcode, fileOffset + start, out.size() - start));
        }
    }
}
