package dev.roadrig.wires.files;

import java.util.Base64;
import java.util.Locale;

/** How a board makes bytes of what can be typed. */
enum Decoder {
    BASE64("base64 -d"),
    BUSYBOX("busybox base64 -d"),
    OPENSSL("openssl base64 -d -A"),
    /** Octal escapes: a third of the speed, but every shell has it. */
    PRINTF("");

    private static final int ESCAPE_CHARACTERS = 4;

    private final String program;

    Decoder(String program) {
        this.program = program;
    }

    /** The command that prints the bytes. */
    String command(byte[] bytes) {
        if (this != PRINTF) {
            return "printf %s " + Base64.getEncoder().encodeToString(bytes) + "|" + program;
        }
        var escapes = new StringBuilder("printf \"");
        for (byte each : bytes) {
            escapes.append(String.format(Locale.ROOT, "\\%03o", each & 0xff));
        }
        return escapes.append('"').toString();
    }

    /** How many bytes a command of this many characters can hold beside its own words. */
    int bytesIn(int characters) {
        int left = characters - command(new byte[0]).length();
        return Math.max(0, this == PRINTF ? left / ESCAPE_CHARACTERS : left / 4 * 3);
    }
}
