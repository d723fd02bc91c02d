package dev.roadrig.wires.files;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A checksum that both ends can work out; its text is what the board's program prints for its input. */
enum Sum {
    CKSUM("cksum"),
    SHA_256("sha256sum"),
    MD5("md5sum");

    private static final int BLOCK = 64 * 1024;

    final String program;

    Sum(String program) {
        this.program = program;
    }

    /** Of a text in UTF-8, which is what a line is typed in. */
    String of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    String of(byte[] bytes) {
        try {
            return of(new ByteArrayInputStream(bytes), bytes.length);
        } catch (IOException e) {
            throw new IllegalStateException("an array can be read", e);
        }
    }

    /** Of the first bytes of a file, or of all that there are. */
    String of(Path file, long bytes) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return of(in, bytes);
        }
    }

    private String of(InputStream in, long bytes) throws IOException {
        var checksum = new PosixChecksum();
        MessageDigest digest = digest();
        byte[] block = new byte[BLOCK];
        for (long left = bytes; left > 0; ) {
            int count = in.readNBytes(block, 0, (int) Math.min(left, BLOCK));
            if (count == 0) {
                break;
            }
            checksum.update(block, count);
            digest.update(block, 0, count);
            left -= count;
        }
        return this == CKSUM ? checksum.text() : HexFormat.of().formatHex(digest.digest()) + "  -";
    }

    private MessageDigest digest() {
        try {
            return MessageDigest.getInstance(this == MD5 ? "MD5" : "SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has it", e);
        }
    }
}
