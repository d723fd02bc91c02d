package dev.roadrig.scenarios.drive;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.FileTrouble;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file read row by row, strictly: UTF-8, a header, as many fields in each row, quotes as in RFC 4180 within one
 * line. Whatever is wrong is {@link BadInput} with file, line and column.
 */
public final class CsvReader implements Closeable {
    private static final int MAX_LINE_CHARS = 1 << 16;

    private final Path file;
    private final BufferedReader lines;
    private final char separator;
    private final Map<String, Integer> columns = new HashMap<>();
    private int line;
    private @Nullable CsvRow next;

    /** Opens a file and reads its header; fields are separated by comma, or by semicolon where the header has these. */
    public CsvReader(Path file) {
        this.file = file;
        try {
            lines = Files.newBufferedReader(file);
        } catch (IOException e) {
            throw FileTrouble.unread(file, e);
        }
        String header = readLine();
        if (header == null || header.isBlank()) {
            throw new BadInput(file + " is empty; its first line names the columns.");
        }
        separator = header.indexOf(';') >= 0 ? ';' : ',';
        List<String> names = split(header);
        for (int i = 0; i < names.size(); i++) {
            if (columns.put(names.get(i), i) != null) {
                throw new BadInput(file + ":1: the column " + names.get(i) + " is there twice.");
            }
        }
        advance();
    }

    /** The header's names, sorted. */
    public SortedSet<String> columns() {
        return new TreeSet<>(columns.keySet());
    }

    public boolean hasColumn(String name) {
        return columns.containsKey(name);
    }

    public boolean hasNext() {
        return next != null;
    }

    /** The next row without going to it. */
    public CsvRow peek() {
        CsvRow row = next;
        if (row == null) {
            throw new NoSuchElementException("after the last row of " + file);
        }
        return row;
    }

    public CsvRow next() {
        CsvRow row = peek();
        advance();
        return row;
    }

    private void advance() {
        String text = readLine();
        if (text == null) {
            next = null;
            return;
        }
        List<String> fields = split(text);
        if (fields.size() != columns.size()) {
            throw new BadInput(
                    file + ":" + line + ": " + fields.size() + " fields where the header has " + columns.size() + ".");
        }
        next = new CsvRow(file, line, columns, fields);
    }

    /** A line of bounded length: a file without line ends is refused, not read whole. */
    private @Nullable String readLine() {
        try {
            var text = new StringBuilder();
            int c = lines.read();
            if (c < 0) {
                return null;
            }
            line++;
            while (c >= 0 && c != '\n') {
                if (text.length() >= MAX_LINE_CHARS) {
                    throw new BadInput(file + ":" + line + ": a line of more than " + MAX_LINE_CHARS + " characters.");
                }
                text.append((char) c);
                c = lines.read();
            }
            int length = text.length();
            return length > 0 && text.charAt(length - 1) == '\r' ? text.substring(0, length - 1) : text.toString();
        } catch (IOException e) {
            throw new BadInput(
                    file + " cannot be read after line " + line + ", or is not UTF-8: " + FileTrouble.why(e), e);
        }
    }

    private List<String> split(String text) {
        List<String> fields = new ArrayList<>();
        var field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' && quoted && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                field.append(c);
                i++;
            } else if (c == '"' && (quoted || field.isEmpty())) {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        if (quoted) {
            throw new BadInput(file + ":" + line + ": a quote is not closed on its line.");
        }
        fields.add(field.toString());
        return fields;
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw new BadInput(file + " cannot be closed: " + FileTrouble.why(e), e);
        }
    }
}
