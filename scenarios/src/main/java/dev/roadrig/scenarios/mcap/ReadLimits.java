package dev.roadrig.scenarios.mcap;

/**
 * How much memory a file may ask for; more is refused as bad input, whatever the machine has.
 *
 * @param recordBytes the longest record that is read into memory
 * @param chunkBytes the largest chunk, uncompressed
 * @param openBytes all chunks that overlap in time and are open at once
 */
public record ReadLimits(int recordBytes, int chunkBytes, long openBytes) {
    public static final ReadLimits DEFAULT = new ReadLimits(256 << 20, 256 << 20, 512L << 20);
}
