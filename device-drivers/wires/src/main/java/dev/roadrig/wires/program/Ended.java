package dev.roadrig.wires.program;

/**
 * A program that ended, or was ended. Its command's secrets are masked.
 *
 * @param exitCode 0 to 255; of one that was ended, what the system says of it
 * @param out the last 64 KiB that it printed
 * @param err the last 64 KiB that it said beside
 */
public record Ended(int exitCode, String out, String err) {
    /** What it said about its failure, for people. */
    public String complaint() {
        String said = err.isBlank() ? out : err;
        return said.isBlank() ? "without a word" : said;
    }

    /** All that it said: what it printed, then what it said beside. */
    public String said() {
        return out + err;
    }
}
