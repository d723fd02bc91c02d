package dev.roadrig.boards.link.gateway;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The resolv.conf that {@code ip netns exec} lays over the host's (ip-netns(8)); taken back with its folders. */
final class NameServerFile implements AutoCloseable {
    private static final Path FOLDERS = Path.of("/etc/netns");

    private final boolean made = !Files.exists(FOLDERS);
    private final Path folder;

    NameServerFile(String namespace, String server) throws IOException {
        folder = FOLDERS.resolve(namespace);
        Files.createDirectories(folder);
        // A query that the link lost is asked again after a second and not after five.
        Files.writeString(folder.resolve("resolv.conf"), "nameserver " + server + "\noptions timeout:1 attempts:8\n");
    }

    /** What lies there for a namespace, for a comparison before and after. */
    static List<Path> of(String namespace) throws IOException {
        Path own = FOLDERS.resolve(namespace);
        if (!Files.exists(own)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(own)) {
            return files.sorted().toList();
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(folder.resolve("resolv.conf"));
        Files.deleteIfExists(folder);
        if (made) {
            try {
                Files.deleteIfExists(FOLDERS);
            } catch (DirectoryNotEmptyException e) {
                // Another process has put its own there since.
            }
        }
    }
}
