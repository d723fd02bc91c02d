package dev.roadrig.wires.console;

import java.io.ByteArrayOutputStream;

/**
 * Takes terminal control out of a stream of bytes: CSI sequences (colours, bracketed paste, the cursor query
 * {@code ESC[6n} that a busybox prompt ends with), OSC strings, other escapes and NUL. Keeps its place when a sequence is
 * torn over two reads. ECMA-48, sections 5.3 to 5.6.
 */
final class EscapeFilter {
    private static final int ESC = 0x1b;
    private static final int BEL = 0x07;
    /** Past this a string is no string but an escape that noise began; what follows is text again. */
    private static final int LONGEST_SEQUENCE = 256;

    private enum Place {
        TEXT,
        ESCAPE,
        CSI,
        STRING,
        STRING_ESCAPE,
        CHARSET
    }

    private Place place = Place.TEXT;
    private int length;

    byte[] filter(byte[] bytes) {
        var text = new ByteArrayOutputStream(bytes.length);
        for (byte signed : bytes) {
            int b = signed & 0xff;
            if (place == Place.TEXT) {
                if (b == ESC) {
                    place = Place.ESCAPE;
                    length = 0;
                } else if (b != 0 && b != BEL) {
                    text.write(b);
                }
            } else if (++length > LONGEST_SEQUENCE || endsLine(b)) {
                place = Place.TEXT;
                text.write(b);
            } else {
                place = after(b);
            }
        }
        return text.toByteArray();
    }

    /** A line end inside a sequence means that noise began it: losing the line's end would join two lines. */
    private boolean endsLine(int b) {
        return place != Place.STRING && (b == '\n' || b == '\r');
    }

    private Place after(int b) {
        return switch (place) {
            case ESCAPE ->
                switch (b) {
                    case '[' -> Place.CSI;
                    case ']', 'P', 'X', '^', '_' -> Place.STRING;
                    case '(', ')', '#', ' ' -> Place.CHARSET;
                    case ESC -> Place.ESCAPE;
                    default -> Place.TEXT;
                };
            case CSI -> b == ESC ? Place.ESCAPE : b >= 0x40 && b <= 0x7e ? Place.TEXT : Place.CSI;
            case STRING -> b == BEL ? Place.TEXT : b == ESC ? Place.STRING_ESCAPE : Place.STRING;
            case STRING_ESCAPE -> b == '\\' ? Place.TEXT : Place.STRING;
            case CHARSET, TEXT -> Place.TEXT;
        };
    }
}
