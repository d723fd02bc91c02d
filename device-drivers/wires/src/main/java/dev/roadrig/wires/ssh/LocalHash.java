package dev.roadrig.wires.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of a file's beginning, which can go on with what follows. */
final class LocalHash {
    private static final int BLOCK = 64 * 1024;

    final MessageDigest digest = sha256();

    /** Takes the first bytes of a stream. */
    void take(InputStream in, long bytes) throws IOException {
        byte[] block = new byte[BLOCK];
        for (long left = bytes; left > 0; ) {
            int count = in.readNBytes(block, 0, (int) Math.min(left, BLOCK));
            if (count == 0) {
                throw new IOException("it became shorter while it was read");
            }
            digest.update(block, 0, count);
            left -= count;
        }
    }

    /** Ends the hash. */
    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    static String ofFirst(Path file, long bytes) throws IOException {
        var hash = new LocalHash();
        try (InputStream in = Files.newInputStream(file)) {
            hash.take(in, bytes);
        }
        return hash.hex();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
