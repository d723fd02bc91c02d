package dev.roadrig.boards.qemu;

import com.google.protobuf.ByteString;
import dev.roadrig.boards.board.SshKeys;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.util.Arrays;
import java.util.Base64;

/**
 * The secrets of one image, made anew with it: the board's host key, the key that logs in over SSH, and the password of its
 * console.
 *
 * @param hostKey type and base64, as known_hosts writes it
 * @param dropbearKey the private host key in dropbear's own form
 * @param authorizedKey type and base64 of the key that may log in
 */
record ImageKeys(String hostKey, ByteString dropbearKey, String authorizedKey, String password) {
    private static final String ED25519 = "ssh-ed25519";
    private static final int KEY_BYTES = 32;

    /** Makes them, and writes the private key that logs in to a new file. */
    static ImageKeys make(Path userKey) throws IOException {
        KeyPair user = SshKeys.generate();
        SshKeys.write(user, userKey);
        byte[] password = new byte[9];
        new SecureRandom().nextBytes(password);
        KeyPair host = ed25519();
        // RFC 8410: the key itself is the last 32 bytes of its X.509 form.
        byte[] encoded = host.getPublic().getEncoded();
        byte[] publicKey = Arrays.copyOfRange(encoded, encoded.length - KEY_BYTES, encoded.length);
        byte[] seed = ((EdECPrivateKey) host.getPrivate()).getBytes().orElseThrow();
        return new ImageKeys(
                ED25519 + " " + Base64.getEncoder().encodeToString(strings(text(ED25519), publicKey)),
                // dropbear's src/ed25519.c, buf_put_ed25519_priv_key: the type, then seed and public key as one string.
                ByteString.copyFrom(strings(text(ED25519), joined(seed, publicKey))),
                SshKeys.text(user.getPublic()),
                Base64.getUrlEncoder().withoutPadding().encodeToString(password));
    }

    private static KeyPair ed25519() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java 17 has Ed25519.", e);
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] joined(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    /** RFC 4251, section 5: each with its length in four bytes before it. */
    private static byte[] strings(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(new byte[] {0, 0, (byte) (part.length >> 8), (byte) part.length});
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
