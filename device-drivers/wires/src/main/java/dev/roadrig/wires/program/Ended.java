package dev.roadrig.wires.program;

/**
 * A program that ended, or was ended. What it printed is as it was, for whoever reads it; texts for people have the command's
 * secrets masked.
 *
 * @param command that it was
 * @param exitCode 0 to 255; of one that was ended, what the system says of it
 * @param out the last 64 KiB that it printed, with the secrets that stand in it
 * @param err the last 64 KiB that it said beside, likewise
 */
public record Ended(HostCommand command, int exitCode, String out, String err) {
    /** What it said about its failure, for people. */
    public String complaint() {
        String said = err.isBlank() ? out : err;
        return said.isBlank() ? "without a word" : command.mask(said);
    }

    /** All that it said, for people: what it printed, then what it said beside. */
    public String said() {
        return command.mask(out + err);
    }

    @Override
    public String toString() {
        return command + " ended with " + exitCode + ": " + said();
    }
}
