package dev.roadrig.wires.tool.board;

import dev.roadrig.wires.tool.NotUnderstood;
import dev.roadrig.wires.tool.ToolText;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Small files of a board as {@code grep -r .} prints them: path, colon, value.
 *
 * @param values by path, in the order of the text
 */
record PathTree(Map<String, String> values) {
    private static final Pattern LINE =
            Pattern.compile("^(/[^:]{1,1000}|[^:/\\s][^:\\s]{0,1000}/[^:\\s]{1,1000}):(.*)$");

    PathTree {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    static PathTree of(ToolText text) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String line : text.lines()) {
            Matcher entry = LINE.matcher(line);
            if (entry.matches() && values.put(entry.group(1), entry.group(2)) != null) {
                throw new NotUnderstood("The file " + entry.group(1)
                        + " stands twice in the text, so it is of several readings. Give the text of one.");
            }
        }
        return new PathTree(values);
    }

    /** The value of a file; absent where there is no such line. */
    Optional<String> value(String path) {
        return Optional.ofNullable(values.get(path)).map(String::strip);
    }
}
