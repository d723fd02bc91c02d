package dev.roadrig.boards.qemu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The user whom this process runs as, by number: a container's user may have no name. */
final class OwnUser {
    private static final Path STATUS = Path.of("/proc/self/status");

    private OwnUser() {}

    /**
     * The effective user's number, whose the files are that this process makes (proc(5), {@code Uid:} is real, effective,
     * saved, file system).
     */
    static int id() throws IOException {
        for (String line : Files.readAllLines(STATUS)) {
            if (line.startsWith("Uid:")) {
                return Integer.parseInt(line.strip().split("\\s+")[2]);
            }
        }
        throw new IOException(STATUS + " names no user");
    }

    static boolean owns(Path path) throws IOException {
        return Files.getAttribute(path, "unix:uid").equals(id());
    }
}
