package dev.roadrig.scenarios.drive.zip;

import java.util.Optional;

/**
 * A file of a ZIP archive as its central directory has it (APPNOTE 6.3.10, 4.3.12).
 *
 * @param flags general purpose bits
 * @param method 0 stored, 8 deflated
 * @param packed bytes in the archive
 * @param unpacked bytes, as the archive says
 * @param unixMode of a file that was packed on Unix, else 0
 * @param at where its local head lies
 */
record ZipEntryHead(String name, int flags, int method, long crc, long packed, long unpacked, int unixMode, long at) {
    static final int STORED = 0;
    static final int DEFLATED = 8;
    private static final int ENCRYPTED = 1;
    private static final int TYPE = 0xF000;
    private static final int REGULAR = 0x8000;
    private static final int FOLDER = 0x4000;
    private static final int LINK = 0xA000;
    private static final long ZIP64 = 0xFFFF_FFFFL;

    boolean isFolder() {
        return name.endsWith("/");
    }

    /** Why it is refused, in words that follow its name; empty where it is not. */
    Optional<String> wrong() {
        int type = unixMode & TYPE;
        if (type == LINK) {
            return Optional.of("is a link");
        }
        if (type != 0 && type != REGULAR && type != FOLDER) {
            return Optional.of("is a device, a pipe or a socket");
        }
        if ((flags & ENCRYPTED) != 0) {
            return Optional.of("is encrypted");
        }
        if (method != STORED && method != DEFLATED) {
            return Optional.of("is packed by method " + method + ", and only stored and deflated files are unpacked");
        }
        if (packed == ZIP64 || unpacked == ZIP64 || at == ZIP64) {
            return Optional.of("is of ZIP64, for files over 4 GiB; unpack it, and import the folder");
        }
        if (unpacked > ZipLimits.FREE_BYTES && unpacked / ZipLimits.MOST_RATIO > packed) {
            return Optional.of("would become over " + ZipLimits.MOST_RATIO + " times as large (" + packed + " bytes to "
                    + unpacked + ")");
        }
        return BundleNames.wrong(name);
    }
}
