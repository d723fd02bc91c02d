package dev.roadrig.scenarios.drive.formats;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.FileTrouble;
import dev.roadrig.scenarios.fault.Wording;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A walk over the lines of a log, of bounded length; what is no UTF-8 becomes a replacement character, and an error of the
 * line that cannot do with it. Lines end in LF or CR LF.
 */
final class TextLines implements Closeable {
    private static final int MOST_CHARS = 1 << 16;

    private final Path file;
    private final BufferedReader reader;
    private String text = "";
    private int line;
    private boolean whole;

    private TextLines(Path file, BufferedReader reader) {
        this.file = file;
        this.reader = reader;
    }

    static TextLines open(Path file) {
        CharsetDecoder lenient = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        try {
            return new TextLines(file, new BufferedReader(new InputStreamReader(Files.newInputStream(file), lenient)));
        } catch (IOException e) {
            throw FileTrouble.unread(file, e);
        }
    }

    /** Goes to the next line; false after the last. */
    boolean next() {
        try {
            int c = reader.read();
            if (c < 0) {
                return false;
            }
            line++;
            var read = new StringBuilder();
            for (; c >= 0 && c != '\n'; c = reader.read()) {
                if (read.length() >= MOST_CHARS) {
                    throw bad("is over " + MOST_CHARS + " characters long");
                }
                read.append((char) c);
            }
            whole = c >= 0;
            int length = read.length();
            text = length > 0 && read.charAt(length - 1) == '\r' ? read.substring(0, length - 1) : read.toString();
            return true;
        } catch (IOException e) {
            throw line == 0
                    ? FileTrouble.unread(file, e)
                    : new BadInput(file + " cannot be read after line " + line + ": " + FileTrouble.why(e) + ".", e);
        }
    }

    /** The line that {@link #next()} came to. */
    String text() {
        return text;
    }

    /** Of that line, from 1. */
    int line() {
        return line;
    }

    /** Whether that line has an end; the last one of a log that was cut has none. */
    boolean isWhole() {
        return whole;
    }

    /** What is wrong with that line, in words that follow "line n". */
    BadInput bad(String what) {
        return new BadInput(file + ":" + line + ": " + what + ".");
    }

    /** The same, of something that is written there. */
    BadInput bad(String written, String what) {
        return bad(Wording.quote(written) + " " + what);
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw new BadInput(file + " cannot be closed: " + FileTrouble.why(e), e);
        }
    }
}
