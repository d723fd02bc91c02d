package dev.roadrig.wires.console;

import java.nio.charset.StandardCharsets;

/** Cuts console bytes into lines; shows the line that is still open after every read, since a prompt never ends. */
final class ConsoleLines {
    private static final int LONGEST_LINE = 4096;

    private final EscapeFilter escapes = new EscapeFilter();
    private final StringBuilder line = new StringBuilder();
    private final Seen seen;

    ConsoleLines(Seen seen) {
        this.seen = seen;
    }

    /** Sees a line grow and end. */
    interface Seen {
        /**
         * @param text the line so far, without its end
         * @param ended whether it is whole
         */
        void line(String text, boolean ended);
    }

    void take(byte[] bytes) {
        for (byte b : escapes.filter(bytes)) {
            if (b == '\n' || b == '\r') {
                if (line.length() > 0) {
                    show(true);
                    line.setLength(0);
                }
            } else {
                // One char a byte until it is shown: a character may be torn over two reads.
                line.append((char) (b & 0xff));
                if (line.length() >= LONGEST_LINE) {
                    show(false);
                    line.delete(0, LONGEST_LINE - BootSign.LONGEST_TEXT);
                }
            }
        }
        if (line.length() > 0) {
            show(false);
        }
    }

    private void show(boolean ended) {
        seen.line(new String(line.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8), ended);
    }
}
