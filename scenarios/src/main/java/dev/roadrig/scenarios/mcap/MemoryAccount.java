package dev.roadrig.scenarios.mcap;

/** What the memory of a file's own lists may take: of schemas, channels, metadata, and where everything lies. */
final class MemoryAccount {
    /** What an entry takes beside its bytes: objects, and its place in a list or a map. */
    static final int ENTRY_BYTES = 128;

    private final long limit;
    private long used;

    MemoryAccount(ReadLimits limits) {
        limit = limits.listBytes();
    }

    /**
     * Notes an entry before it is kept.
     *
     * @param bytes of its content
     * @param fileOffset where it lies
     */
    void add(long bytes, long fileOffset) throws Malformed {
        used += ENTRY_BYTES + bytes;
        if (used > limit) {
            throw new Malformed(
                    fileOffset,
                    "the schemas, channels, metadata, attachments and chunks that the file lists take more than "
                            + limit + " bytes of memory, the limit, which grows with the JVM's -Xmx");
        }
    }
}
