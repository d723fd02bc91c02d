package dev.roadrig.scenarios.mcap;

import java.util.EnumSet;
import java.util.Set;

/**
 * What a writer puts into a file beside the messages.
 *
 * @param profile the header's profile, empty for none
 * @param library the header's library
 * @param chunkBytes a chunk is closed when its uncompressed records reach this size; 0 writes no chunks
 * @param compression of chunks
 * @param parts optional parts of the file
 */
public record McapWriterOptions(
        String profile, String library, int chunkBytes, Compression compression, Set<Part> parts) {

    /** An optional part of a file. */
    public enum Part {
        MESSAGE_INDEX,
        STATISTICS,
        REPEATED_SCHEMAS,
        REPEATED_CHANNELS,
        ATTACHMENT_INDEX,
        METADATA_INDEX,
        CHUNK_INDEX,
        SUMMARY_OFFSETS
    }

    public McapWriterOptions {
        if (chunkBytes < 0) {
            throw new IllegalArgumentException("a chunk has 0 bytes or more");
        }
        parts = Set.copyOf(parts);
    }

    /** Every part, LZ4, chunks of this size. */
    public static McapWriterOptions indexed(String library, int chunkBytes) {
        return new McapWriterOptions("", library, chunkBytes, Compression.LZ4, EnumSet.allOf(Part.class));
    }

    boolean has(Part part) {
        return parts.contains(part);
    }
}
