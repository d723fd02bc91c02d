package dev.roadrig.scenarios.mcap;

import dev.roadrig.scenarios.mcap.McapRecord.Attachment;
import dev.roadrig.scenarios.mcap.McapRecord.AttachmentIndex;
import dev.roadrig.scenarios.mcap.McapRecord.Channel;
import dev.roadrig.scenarios.mcap.McapRecord.Chunk;
import dev.roadrig.scenarios.mcap.McapRecord.ChunkIndex;
import dev.roadrig.scenarios.mcap.McapRecord.DataEnd;
import dev.roadrig.scenarios.mcap.McapRecord.Footer;
import dev.roadrig.scenarios.mcap.McapRecord.Header;
import dev.roadrig.scenarios.mcap.McapRecord.Message;
import dev.roadrig.scenarios.mcap.McapRecord.MessageIndex;
import dev.roadrig.scenarios.mcap.McapRecord.Metadata;
import dev.roadrig.scenarios.mcap.McapRecord.MetadataIndex;
import dev.roadrig.scenarios.mcap.McapRecord.Schema;
import dev.roadrig.scenarios.mcap.McapRecord.Statistics;
import dev.roadrig.scenarios.mcap.McapRecord.SummaryOffset;
import dev.roadrig.scenarios.mcap.McapRecord.Unknown;
import java.util.ArrayList;
import java.util.zip.CRC32;

/** Bytes as records. Bytes after the last known field are passed over, as the format asks. */
final class RecordDecoder {
    private RecordDecoder() {}

    /** Decodes one record; checks an attachment's CRC. */
    static McapRecord decode(RawRecord raw) throws Malformed {
        ContentReader in = raw.reader();
        return switch (raw.opcode()) {
            case Opcode.HEADER -> new Header(in.string(), in.string());
            case Opcode.FOOTER -> new Footer(in.u64(), in.u64(), in.u32());
            case Opcode.SCHEMA -> new Schema(in.u16(), in.string(), in.string(), in.bytes32());
            case Opcode.CHANNEL -> new Channel(in.u16(), in.u16(), in.string(), in.string(), in.stringMap());
            case Opcode.MESSAGE -> new Message(in.u16(), in.u32(), in.u64(), in.u64(), in.rest());
            case Opcode.CHUNK -> new Chunk(in.u64(), in.u64(), in.u64(), in.u32(), in.string(), in.bytes64());
            case Opcode.MESSAGE_INDEX -> messageIndex(in);
            case Opcode.CHUNK_INDEX -> chunkIndex(in);
            case Opcode.ATTACHMENT -> attachment(raw, in);
            case Opcode.ATTACHMENT_INDEX -> attachmentIndex(in);
            case Opcode.STATISTICS -> statistics(in);
            case Opcode.METADATA -> new Metadata(in.string(), in.stringMap());
            case Opcode.METADATA_INDEX -> new MetadataIndex(in.u64(), in.u64(), in.string());
            case Opcode.SUMMARY_OFFSET -> new SummaryOffset(in.u8(), in.u64(), in.u64());
            case Opcode.DATA_END -> new DataEnd(in.u32());
            case 0 -> throw in.malformed("of kind 0 is not allowed");
            default -> new Unknown(raw.opcode(), in.rest());
        };
    }

    private static MessageIndex messageIndex(ContentReader in) throws Malformed {
        int channel = in.u16();
        var entries = new ArrayList<MessageIndex.Entry>();
        ContentReader array = in.array();
        while (array.hasMore()) {
            entries.add(new MessageIndex.Entry(array.u64(), array.u64()));
        }
        return new MessageIndex(channel, entries);
    }

    private static ChunkIndex chunkIndex(ContentReader in) throws Malformed {
        return new ChunkIndex(
                in.u64(), in.u64(), in.u64(), in.u64(), in.longMap(), in.u64(), in.string(), in.u64(), in.u64());
    }

    private static Attachment attachment(RawRecord raw, ContentReader in) throws Malformed {
        var attachment = new Attachment(in.u64(), in.u64(), in.string(), in.string(), in.bytes64());
        var crc = new CRC32();
        crc.update(raw.bytes(), raw.from(), in.position());
        long stated = in.u32();
        if (stated != 0 && stated != crc.getValue()) {
            throw in.malformed("does not match its CRC");
        }
        return attachment;
    }

    private static AttachmentIndex attachmentIndex(ContentReader in) throws Malformed {
        return new AttachmentIndex(in.u64(), in.u64(), in.u64(), in.u64(), in.u64(), in.string(), in.string());
    }

    private static Statistics statistics(ContentReader in) throws Malformed {
        return new Statistics(
                in.u64(), in.u16(), in.u32(), in.u32(), in.u32(), in.u32(), in.u64(), in.u64(), in.longMap());
    }
}
