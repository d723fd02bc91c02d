package dev.roadrig.scenarios.mcap;

import com.google.protobuf.ByteString;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One record of an MCAP file, named and ordered as in the format's specification (mcap.dev/spec). Times are nanoseconds
 * since 1970 and, like every u64 of the format, unsigned in a {@code long}; u32 fields are {@code long}, u16 {@code int}.
 */
public sealed interface McapRecord {

    /** First record: which profile the topics follow, and what wrote the file. */
    record Header(String profile, String library) implements McapRecord {}

    /** Last record: where the summary is; 0 where there is none. */
    record Footer(long summaryStart, long summaryOffsetStart, long summaryCrc) implements McapRecord {}

    /** How the messages of a channel are to be understood; id 0 is not allowed. */
    record Schema(int id, String name, String encoding, ByteString data) implements McapRecord {}

    /** A stream of messages of one topic; schemaId 0 is none. */
    record Channel(int id, int schemaId, String topic, String messageEncoding, SortedMap<String, String> metadata)
            implements McapRecord {
        public Channel {
            metadata = sorted(metadata);
        }
    }

    /** One message with its own copy of the bytes. */
    record Message(int channelId, long sequence, long logTime, long publishTime, ByteString data)
            implements McapRecord {}

    /** Schemas, channels and messages, together and perhaps compressed. */
    record Chunk(
            long startTime,
            long endTime,
            long uncompressedSize,
            long uncompressedCrc,
            String compression,
            ByteString records)
            implements McapRecord {}

    /** Where the messages of one channel lie in the chunk before it. */
    record MessageIndex(int channelId, List<Entry> entries) implements McapRecord {
        public MessageIndex {
            entries = List.copyOf(entries);
        }

        /** A message's log time and its offset in the uncompressed chunk. */
        public record Entry(long logTime, long offset) {}
    }

    /** Where a chunk and its message indexes lie in the file. */
    record ChunkIndex(
            long startTime,
            long endTime,
            long chunkStartOffset,
            long chunkLength,
            SortedMap<Integer, Long> messageIndexOffsets,
            long messageIndexLength,
            String compression,
            long compressedSize,
            long uncompressedSize)
            implements McapRecord {
        public ChunkIndex {
            messageIndexOffsets = sorted(messageIndexOffsets);
        }
    }

    /** A named file that travels with the recording. */
    record Attachment(long logTime, long createTime, String name, String mediaType, ByteString data)
            implements McapRecord {}

    /** Where an attachment lies in the file. */
    record AttachmentIndex(
            long offset, long length, long logTime, long createTime, long dataSize, String name, String mediaType)
            implements McapRecord {}

    /** What the data section holds. */
    record Statistics(
            long messageCount,
            int schemaCount,
            long channelCount,
            long attachmentCount,
            long metadataCount,
            long chunkCount,
            long messageStartTime,
            long messageEndTime,
            SortedMap<Integer, Long> channelMessageCounts)
            implements McapRecord {
        public Statistics {
            channelMessageCounts = sorted(channelMessageCounts);
        }
    }

    /** Named text values. */
    record Metadata(String name, SortedMap<String, String> metadata) implements McapRecord {
        public Metadata {
            metadata = sorted(metadata);
        }
    }

    /** Where metadata lies in the file. */
    record MetadataIndex(long offset, long length, String name) implements McapRecord {}

    /** Where the summary's records of one kind lie. */
    record SummaryOffset(int groupOpcode, long groupStart, long groupLength) implements McapRecord {}

    /** The data section's end; CRC 0 is not available. */
    record DataEnd(long dataSectionCrc) implements McapRecord {}

    /** A record of a kind that the specification does not name; readers pass over it. */
    record Unknown(int opcode, ByteString content) implements McapRecord {}

    /** Sorted so that equal contents make equal bytes, whatever map they came in. */
    private static <K, V> SortedMap<K, V> sorted(Map<K, V> map) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }
}
