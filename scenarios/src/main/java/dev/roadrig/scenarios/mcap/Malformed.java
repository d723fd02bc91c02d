package dev.roadrig.scenarios.mcap;

/** Bytes that are no MCAP; carried up to where the file's name is known, and there made damage or bad input. */
final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    private final long offset;

    /**
     * @param offset in the file, bytes
     */
    Malformed(long offset, String what) {
        super(what);
        this.offset = offset;
    }

    long offset() {
        return offset;
    }

    Damage damage() {
        return new Damage(offset, String.valueOf(getMessage()));
    }
}
