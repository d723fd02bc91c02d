package dev.roadrig.harness.run;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Makes the token of a run: a forwarded port is open to every local user, so every service asks for it. */
final class Tokens {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Tokens() {}

    /** 128 random bits as hex. */
    static String fresh() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
