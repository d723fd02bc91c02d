package dev.roadrig.ports;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.FileTrouble;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Firmware in a file of this host.
 *
 * @param sha256 of all of it (FIPS 180-4), 64 hexadecimal digits
 * @param bytes 1 or more
 */
public record FirmwareImage(Path file, String sha256, long bytes) {

    /**
     * Reads a file once.
     *
     * @throws BadInput when it cannot be read, or holds nothing
     */
    public static FirmwareImage of(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new BadInput("There is no firmware image " + file + ".");
        }
        try (InputStream in = Files.newInputStream(file)) {
            var digest = MessageDigest.getInstance("SHA-256");
            long bytes = new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
            if (bytes == 0) {
                throw new BadInput("The firmware image " + file + " is empty.");
            }
            return new FirmwareImage(file, HexFormat.of().formatHex(digest.digest()), bytes);
        } catch (IOException e) {
            throw FileTrouble.unread("The firmware image", file, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The file's name alone. */
    public String name() {
        return String.valueOf(file.getFileName());
    }
}
