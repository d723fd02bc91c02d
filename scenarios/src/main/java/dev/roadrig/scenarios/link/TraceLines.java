package dev.roadrig.scenarios.link;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.FileTrouble;
import dev.roadrig.scenarios.fault.Wording;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A walk over the lines of a trace, with bounds on their length and number; errors name file and line. */
public final class TraceLines implements AutoCloseable {
    private static final int LONGEST_LINE = 1_000;
    private static final int MOST_LINES = 10_000_000;

    private final Path file;
    private final BufferedReader reader;
    private int line;

    private TraceLines(Path file, BufferedReader reader) {
        this.file = file;
        this.reader = reader;
    }

    public static TraceLines open(Path file) {
        try {
            return new TraceLines(file, Files.newBufferedReader(file));
        } catch (IOException e) {
            throw FileTrouble.unread(file, e);
        }
    }

    /** The next line, or empty text after the last; a blank last line is none. */
    public String next() {
        StringBuilder text = new StringBuilder();
        line++;
        try {
            for (int c = reader.read(); c >= 0 && c != '\n'; c = reader.read()) {
                text.append((char) c);
                if (text.length() > LONGEST_LINE) {
                    throw bad("is over " + LONGEST_LINE + " characters long; this is no trace");
                }
            }
            if (text.toString().isBlank() && more()) {
                throw bad("is empty");
            }
        } catch (CharacterCodingException e) {
            throw new BadInput(file + ": is not UTF-8 text; this is no trace", e);
        } catch (IOException e) {
            throw FileTrouble.unread(file, e);
        }
        if (line > MOST_LINES) {
            throw bad("is one too many; a trace has at most " + MOST_LINES + " lines");
        }
        return text.toString().strip();
    }

    private boolean more() throws IOException {
        reader.mark(1);
        int c = reader.read();
        reader.reset();
        return c >= 0;
    }

    public int line() {
        return line;
    }

    /** An error on the line that was read last. */
    public BadInput bad(String message) {
        return new BadInput(file + ":" + line + ": " + message);
    }

    /** An error that shows what was written. */
    public BadInput bad(String written, String message) {
        return bad(Wording.quote(written) + " " + message);
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw new BadInput(file + ": cannot be closed: " + FileTrouble.why(e), e);
        }
    }
}
