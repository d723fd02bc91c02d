package dev.roadrig.boards.link.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;

/** Whose files this process makes: by its number, which a user without an entry among the host's users has too. */
final class FolderOwner {
    private static final Path PROCESS = Path.of("/proc/self");

    private FolderOwner() {}

    /** Whom the kernel says this process to be; on a host without /proc, who owns what it makes. */
    static UserPrincipal me() throws IOException {
        if (Files.isDirectory(PROCESS)) {
            return Files.getOwner(PROCESS);
        }
        Path made = Files.createTempFile("roadrig-owner", "");
        try {
            return Files.getOwner(made);
        } finally {
            Files.delete(made);
        }
    }
}
