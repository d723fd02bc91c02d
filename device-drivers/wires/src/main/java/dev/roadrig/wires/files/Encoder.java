package dev.roadrig.wires.files;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** How a board makes text of bytes. */
enum Encoder {
    BASE64("base64"),
    BUSYBOX("busybox base64"),
    OPENSSL("openssl base64"),
    /** Hexadecimal: half the speed. */
    OD("od -An -v -tx1");

    final String program;

    Encoder(String program) {
        this.program = program;
    }

    /** The bytes of its text, or none where it is no such text. */
    Optional<byte[]> bytes(String text) {
        String plain = text.replaceAll("\\s", "");
        try {
            return Optional.of(
                    this == OD
                            ? HexFormat.of().parseHex(plain)
                            : Base64.getDecoder().decode(plain));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
