package dev.roadrig.wires.console;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a board printed as text: in UTF-8, or in ISO 8859-1 where it is none, so that no byte of it is lost. */
public final class BoardText {
    private BoardText() {}

    public static String of(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    /** The bytes that such a text may have been; only a checksum can tell which they were. */
    public static List<byte[]> bytes(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        boolean plain = utf8.length == text.length();
        return plain ? List.of(utf8) : List.of(utf8, text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
