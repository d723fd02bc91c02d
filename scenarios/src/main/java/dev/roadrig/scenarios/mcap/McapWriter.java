package dev.roadrig.scenarios.mcap;

import com.google.protobuf.ByteString;
import dev.roadrig.scenarios.mcap.McapRecord.Attachment;
import dev.roadrig.scenarios.mcap.McapRecord.AttachmentIndex;
import dev.roadrig.scenarios.mcap.McapRecord.Channel;
import dev.roadrig.scenarios.mcap.McapRecord.ChunkIndex;
import dev.roadrig.scenarios.mcap.McapRecord.Header;
import dev.roadrig.scenarios.mcap.McapRecord.Metadata;
import dev.roadrig.scenarios.mcap.McapRecord.MetadataIndex;
import dev.roadrig.scenarios.mcap.McapRecord.Schema;
import dev.roadrig.scenarios.mcap.McapWriterOptions.Part;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.zip.CRC32;

/**
 * Writes one MCAP file, front to back. A chunk reaches the stream in one write, so that what a killed process leaves
 * behind is readable up to its last whole chunk. Not for several threads. After an {@link IOException} nothing more is
 * written: {@link #close()} then only closes the stream.
 */
public final class McapWriter implements Closeable {
    private static final int MAX_ID = 0xFFFF;

    private final OutputStream out;
    private final McapWriterOptions options;
    private final RecordEncoder encoder;
    /** Records in a chunk are never padded, also not in the conformance suite. */
    private final RecordEncoder encoderOfData;

    private final SummaryBuilder summary;
    private final ChunkBuilder chunk;
    private final LittleEndianBuffer buffer = new LittleEndianBuffer(1 << 12);
    private final CRC32 dataCrc = new CRC32();
    private long offset;
    private boolean broken;
    private boolean closed;

    /**
     * Writes the file's head.
     *
     * @param out closed by {@link #close()}; should be buffered when no chunks are written
     */
    public McapWriter(OutputStream out, McapWriterOptions options) throws IOException {
        this(out, options, new RecordEncoder());
    }

    McapWriter(OutputStream out, McapWriterOptions options, RecordEncoder encoder) throws IOException {
        this.out = out;
        this.options = options;
        this.encoder = encoder;
        this.encoderOfData = options.chunkBytes() > 0 ? new RecordEncoder() : encoder;
        this.summary = new SummaryBuilder(options);
        this.chunk = new ChunkBuilder(options.compression());
        byte[] magic = Opcode.magic();
        buffer.bytes(magic, 0, magic.length);
        encoder.header(buffer, new Header(options.profile(), options.library()));
        flushBuffer();
    }

    /** Adds a schema; returns its id, counted from 1. */
    public int addSchema(String name, String encoding, ByteString data) throws IOException {
        var schema = new Schema(nextId(summary.schemas.size(), "schemas"), name, encoding, data);
        append(encoderOfData::schema, schema);
        summary.schemas.add(schema);
        return schema.id();
    }

    /**
     * Adds a channel; returns its id, counted from 1.
     *
     * @param schemaId of {@link #addSchema}, 0 for none
     */
    public int addChannel(int schemaId, String topic, String messageEncoding, Map<String, String> metadata)
            throws IOException {
        if (schemaId < 0 || schemaId > summary.schemas.size()) {
            throw new IllegalArgumentException("there is no schema " + schemaId);
        }
        int id = nextId(summary.channels.size(), "channels");
        var channel = new Channel(id, schemaId, topic, messageEncoding, new TreeMap<>(metadata));
        append(encoderOfData::channel, channel);
        summary.channels.add(channel);
        return channel.id();
    }

    /**
     * Writes a message.
     *
     * @param sequence u32, counted by the caller
     * @param logTime nanoseconds since 1970; may go back
     */
    public void write(int channelId, long sequence, long logTime, long publishTime, byte[] data) throws IOException {
        if (channelId < 1 || channelId > summary.channels.size()) {
            throw new IllegalArgumentException("there is no channel " + channelId);
        }
        boolean chunked = options.chunkBytes() > 0;
        LittleEndianBuffer records = chunked ? chunk.records() : buffer;
        int start = chunk.size();
        records.message(channelId, sequence, logTime, publishTime, data);
        summary.countMessage(channelId, logTime);
        if (!chunked) {
            flushBuffer();
            return;
        }
        chunk.note(channelId, logTime, start);
        if (chunk.size() >= options.chunkBytes()) {
            closeChunk();
        }
    }

    /** Bytes in the open chunk, uncompressed. */
    public int openChunkBytes() {
        return chunk.size();
    }

    /** Writes the open chunk, if there is something in it. */
    public void closeChunk() throws IOException {
        if (chunk.isEmpty()) {
            return;
        }
        long chunkStart = offset;
        int size = chunk.size();
        LittleEndianBuffer packed = chunk.pack(buffer);
        int chunkLength = packed.size();
        SortedMap<Integer, Long> indexes = new TreeMap<>();
        if (options.has(Part.MESSAGE_INDEX)) {
            chunk.appendIndexes(packed, encoder).forEach((channel, at) -> indexes.put(channel, chunkStart + at));
        }
        summary.chunks.add(new ChunkIndex(
                chunk.startTime(),
                chunk.endTime(),
                chunkStart,
                chunkLength,
                indexes,
                packed.size() - chunkLength,
                options.compression().mcapName(),
                chunkLength - chunk.headBytes(),
                size));
        flush(packed);
        chunk.clear();
    }

    /** Writes an attachment; the open chunk is closed first, since attachments stand outside chunks. */
    public void attach(Attachment attachment) throws IOException {
        closeChunk();
        long start = offset;
        encoder.attachment(buffer, attachment);
        summary.attachments.add(new AttachmentIndex(
                start,
                buffer.size(),
                attachment.logTime(),
                attachment.createTime(),
                attachment.data().size(),
                attachment.name(),
                attachment.mediaType()));
        flushBuffer();
    }

    /** Writes metadata; the open chunk is closed first. */
    public void metadata(Metadata metadata) throws IOException {
        closeChunk();
        long start = offset;
        encoder.metadata(buffer, metadata);
        summary.metadata.add(new MetadataIndex(start, buffer.size(), metadata.name()));
        flushBuffer();
    }

    /** Writes what is open and the summary, and closes the stream. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (out) {
            if (!broken) {
                closeChunk();
                finish();
            }
        }
    }

    private void finish() throws IOException {
        int at = buffer.startRecord(Opcode.DATA_END);
        buffer.u32(dataCrc.getValue());
        buffer.endRecord(at);
        flushBuffer();
        long summaryStart = offset;
        int offsetsAt = summary.append(buffer, encoder, summaryStart);
        int summaryBytes = buffer.size();
        at = buffer.startRecord(Opcode.FOOTER);
        buffer.u64(summaryBytes == 0 ? 0 : summaryStart).u64(offsetsAt < 0 ? 0 : summaryStart + offsetsAt);
        // The CRC covers the footer too, its length field included, up to the CRC itself.
        buffer.u32(0).endRecord(at);
        buffer.rewind(4);
        var crc = new CRC32();
        crc.update(buffer.array(), 0, buffer.size());
        buffer.u32(crc.getValue());
        byte[] magic = Opcode.magic();
        buffer.bytes(magic, 0, magic.length);
        flushBuffer();
    }

    private <R> void append(BiConsumer<LittleEndianBuffer, R> encode, R record) throws IOException {
        if (options.chunkBytes() > 0) {
            encode.accept(chunk.records(), record);
        } else {
            encode.accept(buffer, record);
            flushBuffer();
        }
    }

    private static int nextId(int used, String what) {
        if (used >= MAX_ID) {
            throw new IllegalStateException("an MCAP file holds at most " + MAX_ID + " " + what);
        }
        return used + 1;
    }

    private void flushBuffer() throws IOException {
        flush(buffer);
    }

    private void flush(LittleEndianBuffer ready) throws IOException {
        if (broken) {
            throw new IOException("an earlier write failed; nothing more is written");
        }
        broken = true;
        out.write(ready.array(), 0, ready.size());
        broken = false;
        dataCrc.update(ready.array(), 0, ready.size());
        offset += ready.size();
        ready.clear();
    }
}
