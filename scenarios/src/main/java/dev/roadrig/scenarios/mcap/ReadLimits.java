package dev.roadrig.scenarios.mcap;

/**
 * How much memory a file may ask for; more is refused as bad input, so that no file ends the process.
 *
 * @param recordBytes the longest record that is read into memory
 * @param chunkBytes the largest chunk, uncompressed
 * @param openBytes all chunks that overlap in time and are open at once
 * @param listBytes what the file's own lists take: schemas, channels, metadata, where everything lies
 */
public record ReadLimits(int recordBytes, int chunkBytes, long openBytes, long listBytes) {
    private static final int MOST_BYTES = 256 << 20;

    /** Fit for the memory of this JVM (its {@code -Xmx}), and at most 256 MiB for a record. */
    public static final ReadLimits DEFAULT = forMemory(Runtime.getRuntime().maxMemory());

    /**
     * Limits that together stay below three quarters of a JVM's memory.
     *
     * @param bytes the largest size of its heap
     */
    static ReadLimits forMemory(long bytes) {
        int eighth = (int) Math.min(bytes / 8, MOST_BYTES);
        return new ReadLimits(eighth, eighth, 2L * eighth, eighth / 2);
    }
}
