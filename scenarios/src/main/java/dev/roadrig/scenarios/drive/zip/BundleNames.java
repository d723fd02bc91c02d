package dev.roadrig.scenarios.drive.zip;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a file in an archive or a folder may be called, and whether it is an archive itself. */
final class BundleNames {
    private static final List<String> ARCHIVES = List.of(
            ".zip", ".jar", ".7z", ".rar", ".tar", ".tgz", ".gz", ".bz2", ".xz", ".zst", ".lz4", ".tbz2", ".txz",
            ".cab");
    private static final int[][] MAGICS = {
        {'P', 'K', 3, 4},
        {'P', 'K', 5, 6},
        {0x1F, 0x8B},
        {'B', 'Z', 'h'},
        {0xFD, '7', 'z', 'X', 'Z'},
        {'7', 'z', 0xBC, 0xAF},
        {'R', 'a', 'r', '!'},
        {0x28, 0xB5, 0x2F, 0xFD},
        {0x04, 0x22, 0x4D, 0x18}
    };

    private BundleNames() {}

    /** What is wrong with a name, in words that follow it; empty where nothing is. */
    static Optional<String> wrong(String name) {
        if (name.isEmpty() || name.length() > ZipLimits.LONGEST_NAME) {
            return Optional.of("is empty or over " + ZipLimits.LONGEST_NAME + " characters long");
        }
        if (name.indexOf('\\') >= 0) {
            return Optional.of("has a backslash");
        }
        if (name.startsWith("/") || name.matches("[A-Za-z]:.*")) {
            return Optional.of("is absolute");
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            return Optional.of("has a control character");
        }
        String[] parts = (name.endsWith("/") ? name.substring(0, name.length() - 1) : name).split("/", -1);
        if (Arrays.stream(parts).anyMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."))) {
            return Optional.of("leaves its folder or has an empty part ('..', '.' or '//')");
        }
        return parts.length > ZipLimits.DEEPEST
                ? Optional.of("lies deeper than " + ZipLimits.DEEPEST + " folders")
                : Optional.empty();
    }

    /** Whether a file is an archive or packed, by its name or its first bytes. */
    static boolean isArchive(String name, byte[] head) {
        String lower = name.toLowerCase(Locale.ROOT);
        return ARCHIVES.stream().anyMatch(lower::endsWith)
                || Arrays.stream(MAGICS).anyMatch(magic -> begins(head, magic));
    }

    private static boolean begins(byte[] head, int[] magic) {
        for (int i = 0; i < magic.length; i++) {
            if (i >= head.length || (head[i] & 0xFF) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
