package dev.roadrig.reports.text;

/** Text from boards and files made fit for a terminal, a table or an XML file: nothing in it can move a cursor. */
public final class PlainText {
    private PlainText() {}

    /** One line: line breaks and tabs become spaces, other control characters are written out, such as {@code \x1b}. */
    public static String line(String text) {
        return lines(text.strip().replaceAll("\\s*\\R\\s*", " ").replace('\t', ' '));
    }

    /** Several lines: line breaks and tabs are kept, other control characters are written out. */
    public static String lines(String text) {
        var out = new StringBuilder(text.length());
        text.replace("\r\n", "\n").codePoints().forEach(c -> {
            if (c == '\n' || c == '\t') {
                out.append((char) c);
            } else if (Character.isISOControl(c)) {
                out.append(String.format("\\x%02x", c));
            } else if (notText(c)) {
                out.append(String.format("\\u%04x", c));
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }

    /** Halves of pairs, characters that are none, and those that turn the direction of reading. */
    private static boolean notText(int c) {
        return (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
                || (c & 0xfffe) == 0xfffe
                || (c >= 0xfdd0 && c <= 0xfdef)
                || (c >= 0x202a && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069);
    }
}
