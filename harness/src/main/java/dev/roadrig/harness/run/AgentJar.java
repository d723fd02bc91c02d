package dev.roadrig.harness.run;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.FileTrouble;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The board agent as it is deployed.
 *
 * @param path of the shaded jar
 * @param sha256 of it, hex
 */
public record AgentJar(Path path, String sha256) {
    /**
     * Reads a jar's hash.
     *
     * @throws BadInput when it is not there
     */
    public static AgentJar at(Path path) {
        try (InputStream in = new DigestInputStream(Files.newInputStream(path), digester())) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
            byte[] digest = ((DigestInputStream) in).getMessageDigest().digest();
            return new AgentJar(path, HexFormat.of().formatHex(digest));
        } catch (IOException e) {
            throw new BadInput(
                    "The agent's jar " + path + " cannot be read: " + FileTrouble.why(e)
                            + ". Build it with `mvn package`, or name another with --agent.",
                    e);
        }
    }

    private static MessageDigest digester() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
