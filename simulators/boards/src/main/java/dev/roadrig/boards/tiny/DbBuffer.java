package dev.roadrig.boards.tiny;

import java.util.Arrays;

/** The bytes that {@code db} commands bring, with the answers of mlcommons/tiny's firmware to them. */
final class DbBuffer {
    static final int MOST_BYTES = 96 * 96 * 3;
    private static final int PRINTED = 8;

    private byte[] bytes = new byte[0];
    private int filled;

    void run(String[] words, Saying say) throws InterruptedException {
        if (words.length < 2) {
            say.line("e-[Command 'db' requires a subcommand]");
        } else if (words[1].equals("load")) {
            load(words.length < 3 ? "" : words[2], say);
        } else if (words[1].equals("print")) {
            print(say);
        } else {
            digits(words[1], say);
        }
    }

    private void load(String count, Saying say) throws InterruptedException {
        if (count.isEmpty()) {
            say.line("e-[Command 'db load' requires the # of bytes]");
            return;
        }
        int size = count.matches("\\d{1,8}") ? Integer.parseInt(count) : 0;
        if (size == 0) {
            say.line("e-[Command 'db load' must be >0 bytes]");
        } else if (size > MOST_BYTES) {
            say.line("Supplied buffer size " + size + " exceeds maximum of " + MOST_BYTES);
        } else {
            bytes = new byte[size];
            filled = 0;
            say.line("m-[Expecting " + size + " bytes]");
        }
    }

    private void digits(String digits, Saying say) throws InterruptedException {
        if (digits.length() % 2 != 0) {
            say.line("e-[Insufficent number of hex digits]");
            return;
        }
        for (int i = 0; i < digits.length() && filled < bytes.length; i += 2) {
            int high = Character.digit(digits.charAt(i), 16);
            int low = Character.digit(digits.charAt(i + 1), 16);
            if (high < 0 || low < 0) {
                say.line("e-[Invalid hex digit '" + digits.substring(i, i + 2) + "']");
                return;
            }
            bytes[filled++] = (byte) (high << 4 | low);
            if (filled == bytes.length) {
                say.line("m-load-done");
            }
        }
    }

    private void print(Saying say) throws InterruptedException {
        for (int from = 0; from < bytes.length; from += PRINTED) {
            var line = new StringBuilder("m-buffer");
            for (int i = from; i < Math.min(bytes.length, from + PRINTED); i++) {
                line.append(String.format("-%02x", bytes[i]));
            }
            say.line(line.toString());
        }
    }

    /** What has been brought since the last {@code db load}. */
    byte[] content() {
        return Arrays.copyOf(bytes, filled);
    }
}
