package dev.roadrig.scenarios.json;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.Wording;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An object of a list in a file of JSON.
 *
 * @param line where it ends
 * @param values by name: {@link Long}, {@link String} of 4,096 characters at most, or a list of {@link Double}, empty for whatever is none of these
 */
public record JsonEntry(Path file, int line, Map<String, Object> values) {

    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** A whole number. Throws {@link BadInput} where there is none. */
    public long whole(String name) {
        if (values.get(name) instanceof Long number) {
            return number;
        }
        throw bad(Wording.quote(name) + " is missing, or no whole number");
    }

    /** A text that is not empty. Throws {@link BadInput} where there is none. */
    public String text(String name) {
        if (values.get(name) instanceof String text && !text.isEmpty()) {
            return text;
        }
        throw bad(Wording.quote(name) + " is missing, or no text");
    }

    /** A list of numbers; empty where there is none. */
    public List<Double> numbers(String name) {
        List<Double> numbers = new ArrayList<>();
        if (values.get(name) instanceof List<?> list) {
            list.forEach(value -> numbers.add((Double) value));
        }
        return numbers;
    }

    /** An error here. */
    public BadInput bad(String what) {
        return new BadInput(file + ":" + line + ": " + what + ".");
    }
}
