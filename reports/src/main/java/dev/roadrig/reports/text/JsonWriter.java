package dev.roadrig.reports.text;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes strict JSON (RFC 8259) indented by two spaces, members in the order of the calls. A call that would not give
 * JSON is an {@link IllegalStateException}, so a text that comes out of {@link #text()} parses.
 */
public final class JsonWriter {
    private final StringBuilder out = new StringBuilder();
    private final Deque<Level> levels = new ArrayDeque<>();
    private boolean named;

    private static final class Level {
        final boolean object;
        boolean empty = true;

        Level(boolean object) {
            this.object = object;
        }
    }

    public JsonWriter beginObject() {
        return begin(true);
    }

    public JsonWriter endObject() {
        return end(true);
    }

    public JsonWriter beginArray() {
        return begin(false);
    }

    public JsonWriter endArray() {
        return end(false);
    }

    /** The name of the next member. */
    public JsonWriter name(String name) {
        Level level = levels.peek();
        if (level == null || !level.object || named) {
            throw new IllegalStateException("a name belongs inside an object, before its value: " + name);
        }
        separate(level);
        quote(name);
        out.append(": ");
        named = true;
        return this;
    }

    public JsonWriter value(String value) {
        place();
        quote(value);
        return this;
    }

    public JsonWriter value(long value) {
        place();
        out.append(value);
        return this;
    }

    public JsonWriter value(boolean value) {
        place();
        out.append(value);
        return this;
    }

    /** A number, or null where it is infinite or not a number: JSON has no word for those. */
    public JsonWriter value(double value) {
        place();
        out.append(Double.isFinite(value) ? Double.toString(value) : "null");
        return this;
    }

    public JsonWriter nothing() {
        place();
        out.append("null");
        return this;
    }

    /** The whole text with a line feed at its end; everything that was begun must have ended. */
    public String text() {
        if (!levels.isEmpty() || out.length() == 0) {
            throw new IllegalStateException("the JSON text is not complete");
        }
        return out + "\n";
    }

    private JsonWriter begin(boolean object) {
        place();
        out.append(object ? '{' : '[');
        levels.push(new Level(object));
        return this;
    }

    private JsonWriter end(boolean object) {
        Level level = levels.peek();
        if (level == null || level.object != object || named) {
            throw new IllegalStateException("nothing of this kind can end here");
        }
        levels.pop();
        if (!level.empty) {
            newLine();
        }
        out.append(object ? '}' : ']');
        return this;
    }

    private void place() {
        Level level = levels.peek();
        if (level == null) {
            if (out.length() > 0) {
                throw new IllegalStateException("a JSON text is one value");
            }
        } else if (level.object) {
            if (!named) {
                throw new IllegalStateException("a value in an object needs a name");
            }
            named = false;
        } else {
            separate(level);
        }
    }

    private void separate(Level level) {
        if (!level.empty) {
            out.append(',');
        }
        level.empty = false;
        newLine();
    }

    private void newLine() {
        out.append('\n').append("  ".repeat(levels.size()));
    }

    private void quote(String text) {
        out.append('"');
        text.codePoints().forEach(this::character);
        out.append('"');
    }

    private void character(int c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                if (c < 0x20 || c == 0x7f || c == 0x2028 || c == 0x2029) {
                    out.append(String.format("\\u%04x", c));
                } else if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                    // Half a pair has no form in UTF-8.
                    out.append("\\ufffd");
                } else {
                    out.appendCodePoint(c);
                }
            }
        }
    }
}
