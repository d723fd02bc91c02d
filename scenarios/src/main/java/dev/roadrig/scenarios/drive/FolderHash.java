package dev.roadrig.scenarios.drive;

import dev.roadrig.scenarios.fault.FileTrouble;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;
import java.util.stream.Stream;

/** SHA-256 of files and of folders, streamed. */
public final class FolderHash {
    private FolderHash() {}

    /**
     * Of a folder: the SHA-256 of a listing with one line a file, {@code HEX  NAME\n}, sorted by name; names are relative
     * with {@code /}. Hidden files do not count: tools leave them behind. A folder behind a link has the hash of the folder.
     */
    public static String ofFolder(Path folder) {
        var files = new TreeMap<String, Path>();
        try (Stream<Path> walk = Files.walk(folder.toRealPath())) {
            Path root = folder.toRealPath();
            walk.filter(Files::isRegularFile).forEach(file -> {
                String name = root.relativize(file).toString().replace('\\', '/');
                if (!name.startsWith(".") && !name.contains("/.")) {
                    files.put(name, file);
                }
            });
        } catch (IOException | UncheckedIOException e) {
            throw FileTrouble.unread(folder, e);
        }
        MessageDigest listing = sha256();
        files.forEach(
                (name, file) -> listing.update((ofFile(file) + "  " + name + "\n").getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(listing.digest());
    }

    /** Of a file. */
    public static String ofFile(Path file) {
        MessageDigest digest = sha256();
        byte[] piece = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                digest.update(piece, 0, read);
            }
        } catch (IOException e) {
            throw FileTrouble.unread(file, e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
