package dev.roadrig.scenarios.mcap;

/** A record's content, still as bytes in an array that is shared, not copied. */
final class RawRecord {
    private final int opcode;
    private final long fileOffset;
    private final byte[] bytes;
    private final int from;
    private final int length;

    /**
     * @param fileOffset where the record, or the chunk that holds it, begins in the file
     * @param from where the content begins in the array
     * @param length of the content
     */
    RawRecord(int opcode, long fileOffset, byte[] bytes, int from, int length) {
        this.opcode = opcode;
        this.fileOffset = fileOffset;
        this.bytes = bytes;
        this.from = from;
        this.length = length;
    }

    int opcode() {
        return opcode;
    }

    /** Where the record, or the chunk that holds it, begins in the file. */
    long fileOffset() {
        return fileOffset;
    }

    byte[] bytes() {
        return bytes;
    }

    int from() {
        return from;
    }

    int length() {
        return length;
    }

    ContentReader reader() {
        return new ContentReader(opcode, fileOffset, bytes, from, length);
    }
}
