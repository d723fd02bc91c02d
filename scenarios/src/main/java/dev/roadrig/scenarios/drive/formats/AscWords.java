package dev.roadrig.scenarios.drive.formats;

import com.google.protobuf.ByteString;
import dev.roadrig.scenarios.drive.v1.CanFrame;
import dev.roadrig.scenarios.fault.Wording;
import java.util.Locale;

/** The words of a line of a Vector ASC file, taken one by one; each that is wrong is an {@link IllegalArgumentException} in words. */
final class AscWords {
    private static final int HEX = 16;
    private static final int DECIMAL = 10;

    private final String[] words;
    private final boolean decimal;
    private int at;

    AscWords(String[] words, int at, boolean decimal) {
        this.words = words;
        this.at = at;
        this.decimal = decimal;
    }

    String peek() {
        return at < words.length ? words[at] : "";
    }

    String next(String what) {
        if (at >= words.length) {
            throw new IllegalArgumentException("the line ends where " + what + " should be");
        }
        return words[at++];
    }

    int number(String what, int radix, int most) {
        String word = next(what);
        try {
            int number = Integer.parseInt(word, radix);
            if (number >= 0 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(Wording.quote(word) + " is not " + what, e);
        }
        throw new IllegalArgumentException(Wording.quote(word) + " is not " + what + " of at most " + most);
    }

    /** A remote frame may say how many bytes it asks for; what follows may also be a comment. */
    int lengthOrNone() {
        return peek().matches("[0-9A-Fa-f]") ? Integer.parseInt(peek(), HEX) : 0;
    }

    CanFrame.Builder identifier() {
        String word = next("an identifier");
        boolean extended = word.toLowerCase(Locale.ROOT).endsWith("x");
        String digits = extended ? word.substring(0, word.length() - 1) : word;
        try {
            long id = Long.parseLong(digits, decimal ? DECIMAL : HEX);
            if (id >= 0 && id <= (extended ? CanChannels.MOST_EXTENDED : CanChannels.MOST_STANDARD)) {
                return CanFrame.newBuilder().setId((int) id).setExtended(extended);
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(Wording.quote(word) + " is no identifier", e);
        }
        throw new IllegalArgumentException(
                Wording.quote(word) + " is an identifier over " + (extended ? "29 bits" : "11 bits"));
    }

    void data(CanFrame.Builder frame, int length) {
        byte[] data = new byte[length];
        for (int i = 0; i < length; i++) {
            data[i] = (byte) number("byte " + (i + 1) + " of " + length, decimal ? DECIMAL : HEX, 255);
        }
        frame.setLength(length).setData(ByteString.copyFrom(data));
    }
}
