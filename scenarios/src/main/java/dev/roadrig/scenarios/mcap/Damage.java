package dev.roadrig.scenarios.mcap;

/**
 * Where a file stops making sense; everything before is read.
 *
 * @param offset in the file, bytes
 * @param what in words: what is wrong, and so what is missing
 */
public record Damage(long offset, String what) {
    @Override
    public String toString() {
        return what + " (at byte " + offset + ")";
    }
}
