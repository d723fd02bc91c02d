package dev.roadrig.wires.ssh;

/**
 * A path for the SFTP library's calls, which take most paths as patterns: {@code rm} of {@code a*} would remove whatever
 * begins so. Only {@code mkdir} takes a path as it is.
 */
final class SftpPath {
    private SftpPath() {}

    /** The pattern that is this path and no other, by the library's own escape. */
    static String literal(String path) {
        return path.replaceAll("[*?\\\\]", "\\\\$0");
    }
}
