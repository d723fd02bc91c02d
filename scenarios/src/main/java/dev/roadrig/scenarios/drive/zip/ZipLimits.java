package dev.roadrig.scenarios.drive.zip;

/** What an archive or a folder from a stranger may hold at most; whatever is over is refused before it is read. */
public final class ZipLimits {
    /** Files and folders; pictures are a file each. */
    public static final int MOST_ENTRIES = 50_000;

    /** Of all files together, unpacked: 16 GiB. */
    public static final long MOST_BYTES = 16L << 30;

    /** How many times larger a file may come out than it is packed; logs reach some 50, a bomb 1,000. */
    public static final int MOST_RATIO = 200;

    /** Smaller files may be of any ratio. */
    public static final long FREE_BYTES = 1L << 20;

    /** Folders in folders. */
    public static final int DEEPEST = 16;

    /** Of one name with its folders, characters. */
    public static final int LONGEST_NAME = 1_000;

    private ZipLimits() {}
}
