package dev.roadrig.wires.tc;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a script on a board said, by the names under which it said it. */
final class Sections {
    /** Begins the line before each part. */
    static final String MARK = "==rr ";

    /** A shell function that begins a part. */
    static final String SAY = "say() { printf '" + MARK + "%s\\n' \"$1\"; }\n";

    private final Map<String, String> parts;

    private Sections(Map<String, String> parts) {
        this.parts = parts;
    }

    /** Reads any output; of a name that comes twice, the later part counts. */
    static Sections parse(String output) {
        Map<String, String> parts = new LinkedHashMap<>();
        String name = "";
        var text = new StringBuilder();
        for (String line : output.split("\n", -1)) {
            if (line.startsWith(MARK)) {
                parts.put(name, text.toString().strip());
                name = line.substring(MARK.length()).strip();
                text.setLength(0);
            } else {
                text.append(line).append('\n');
            }
        }
        parts.put(name, text.toString().strip());
        return new Sections(parts);
    }

    /** A part's text without the white space around it; empty where it is not there. */
    String get(String name) {
        return parts.getOrDefault(name, "");
    }

    boolean has(String name) {
        return parts.containsKey(name);
    }
}
