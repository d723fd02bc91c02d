package dev.roadrig.scenarios.mcap;

import dev.roadrig.scenarios.mcap.McapRecord.Attachment;
import dev.roadrig.scenarios.mcap.McapRecord.AttachmentIndex;
import dev.roadrig.scenarios.mcap.McapRecord.Channel;
import dev.roadrig.scenarios.mcap.McapRecord.ChunkIndex;
import dev.roadrig.scenarios.mcap.McapRecord.Header;
import dev.roadrig.scenarios.mcap.McapRecord.Metadata;
import dev.roadrig.scenarios.mcap.McapRecord.MetadataIndex;
import dev.roadrig.scenarios.mcap.McapRecord.Schema;
import dev.roadrig.scenarios.mcap.McapRecord.Statistics;
import dev.roadrig.scenarios.mcap.McapRecord.SummaryOffset;
import java.util.zip.CRC32;

/**
 * Records as bytes.
 *
 * @param padding bytes after the last field of the records that may be extended: readers must pass over them, and the
 *     format's conformance suite has them; none in our own files
 */
record RecordEncoder(LittleEndianBuffer padding) {
    RecordEncoder() {
        this(new LittleEndianBuffer(0));
    }

    void header(LittleEndianBuffer out, Header header) {
        int at = out.startRecord(Opcode.HEADER);
        out.string(header.profile()).string(header.library());
        end(out, at);
    }

    void schema(LittleEndianBuffer out, Schema schema) {
        int at = out.startRecord(Opcode.SCHEMA);
        out.u16(schema.id()).string(schema.name()).string(schema.encoding());
        out.u32(schema.data().size()).bytes(schema.data());
        end(out, at);
    }

    void channel(LittleEndianBuffer out, Channel channel) {
        int at = out.startRecord(Opcode.CHANNEL);
        out.u16(channel.id()).u16(channel.schemaId()).string(channel.topic()).string(channel.messageEncoding());
        out.stringMap(channel.metadata());
        end(out, at);
    }

    void attachment(LittleEndianBuffer out, Attachment attachment) {
        int at = out.startRecord(Opcode.ATTACHMENT);
        int content = out.size();
        out.u64(attachment.logTime()).u64(attachment.createTime());
        out.string(attachment.name()).string(attachment.mediaType());
        out.u64(attachment.data().size()).bytes(attachment.data());
        var crc = new CRC32();
        crc.update(out.array(), content, out.size() - content);
        out.u32(crc.getValue());
        end(out, at);
    }

    void metadata(LittleEndianBuffer out, Metadata metadata) {
        int at = out.startRecord(Opcode.METADATA);
        out.string(metadata.name()).stringMap(metadata.metadata());
        end(out, at);
    }

    void messageIndex(LittleEndianBuffer out, int channelId, LittleEndianBuffer entries) {
        int at = out.startRecord(Opcode.MESSAGE_INDEX);
        out.u16(channelId).u32(entries.size()).bytes(entries.array(), 0, entries.size());
        end(out, at);
    }

    void chunkIndex(LittleEndianBuffer out, ChunkIndex index) {
        int at = out.startRecord(Opcode.CHUNK_INDEX);
        out.u64(index.startTime()).u64(index.endTime());
        out.u64(index.chunkStartOffset()).u64(index.chunkLength());
        out.longMap(index.messageIndexOffsets()).u64(index.messageIndexLength());
        out.string(index.compression()).u64(index.compressedSize()).u64(index.uncompressedSize());
        end(out, at);
    }

    void attachmentIndex(LittleEndianBuffer out, AttachmentIndex index) {
        int at = out.startRecord(Opcode.ATTACHMENT_INDEX);
        out.u64(index.offset()).u64(index.length()).u64(index.logTime()).u64(index.createTime());
        out.u64(index.dataSize()).string(index.name()).string(index.mediaType());
        end(out, at);
    }

    void metadataIndex(LittleEndianBuffer out, MetadataIndex index) {
        int at = out.startRecord(Opcode.METADATA_INDEX);
        out.u64(index.offset()).u64(index.length()).string(index.name());
        end(out, at);
    }

    void statistics(LittleEndianBuffer out, Statistics statistics) {
        int at = out.startRecord(Opcode.STATISTICS);
        out.u64(statistics.messageCount()).u16(statistics.schemaCount()).u32(statistics.channelCount());
        out.u32(statistics.attachmentCount()).u32(statistics.metadataCount()).u32(statistics.chunkCount());
        out.u64(statistics.messageStartTime()).u64(statistics.messageEndTime());
        out.longMap(statistics.channelMessageCounts());
        end(out, at);
    }

    void summaryOffset(LittleEndianBuffer out, SummaryOffset offset) {
        int at = out.startRecord(Opcode.SUMMARY_OFFSET);
        out.u8(offset.groupOpcode()).u64(offset.groupStart()).u64(offset.groupLength());
        end(out, at);
    }

    private void end(LittleEndianBuffer out, int at) {
        out.bytes(padding.array(), 0, padding.size());
        out.endRecord(at);
    }
}
