package dev.roadrig.boards.board;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;

/** Ed25519 keys of boards that are not real, made anew for every process or image. */
public final class SshKeys {
    private SshKeys() {}

    public static KeyPair generate() throws IOException {
        try {
            return KeyUtils.generateKeyPair("ssh-ed25519", 256);
        } catch (GeneralSecurityException e) {
            throw new IOException("No Ed25519 keys to be had: is BouncyCastle on the class path?", e);
        }
    }

    /** A public key as known_hosts and authorized_keys write it: type and base64. */
    public static String text(PublicKey key) {
        return PublicKeyEntry.toString(key);
    }

    /** Writes a private key in OpenSSH's format, readable by its owner only. */
    public static void write(KeyPair pair, Path file) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(
                    pair,
                    "roadrig",
                    (org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyEncryptionContext) null,
                    bytes);
        } catch (GeneralSecurityException e) {
            throw new IOException("Cannot write the key " + file, e);
        }
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, bytes.toString(StandardCharsets.US_ASCII));
    }
}
