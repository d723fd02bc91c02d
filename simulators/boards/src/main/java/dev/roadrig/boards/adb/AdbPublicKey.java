package dev.roadrig.boards.adb;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;

/** A host's public key, as Android has it in adb_keys: base64 of a struct, and a comment (libcrypto_utils). */
record AdbPublicKey(PublicKey key) {
    private static final int MODULUS_BYTES = 256;
    private static final int MODULUS_AT = 8;
    private static final int EXPONENT_AT = MODULUS_AT + 2 * MODULUS_BYTES;

    /** What stands before a SHA-1 sum that is signed (PKCS #1, DigestInfo). */
    private static final byte[] SHA1 = {0x30, 0x21, 0x30, 0x09, 0x06, 0x05, 0x2b, 0x0e, 0x03, 0x02, 0x1a, 0x05, 0, 4, 20
    };

    static AdbPublicKey parse(String line) throws IOException {
        try {
            byte[] struct =
                    Base64.getDecoder().decode(line.strip().split("\\s")[0].getBytes(StandardCharsets.US_ASCII));
            if (struct.length != EXPONENT_AT + Integer.BYTES) {
                throw new IOException("a key of " + struct.length + " bytes");
            }
            byte[] modulus = new byte[MODULUS_BYTES];
            for (int i = 0; i < MODULUS_BYTES; i++) {
                modulus[i] = struct[MODULUS_AT + MODULUS_BYTES - 1 - i];
            }
            int exponent =
                    ByteBuffer.wrap(struct).order(ByteOrder.LITTLE_ENDIAN).getInt(EXPONENT_AT);
            return new AdbPublicKey(KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(new BigInteger(1, modulus), BigInteger.valueOf(exponent))));
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            throw new IOException("what is no key", e);
        }
    }

    /** Whether a token was signed by this key: the token stands for a SHA-1 sum. */
    boolean signed(byte[] token, byte[] signature) {
        try {
            var verifier = Signature.getInstance("NONEwithRSA");
            verifier.initVerify(key);
            verifier.update(SHA1);
            verifier.update(token);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
