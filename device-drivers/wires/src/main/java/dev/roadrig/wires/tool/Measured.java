package dev.roadrig.wires.tool;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What the figures of a result mean. Two results are of one kind only when both parts are equal.
 *
 * @param what a sentence without its stop: what was timed or counted, and what was not
 * @param conditions what changes the meaning of every figure, such as "data transfers on"; sorted
 */
public record Measured(String what, List<String> conditions) {
    /** The end of a condition that the text does not tell; such results are compared with nothing. */
    public static final String NOT_KNOWN = "not known";

    public Measured {
        conditions = conditions.stream().distinct().sorted().collect(Collectors.toUnmodifiableList());
    }

    public Measured(String what, String... conditions) {
        this(what, List.of(conditions));
    }

    @Override
    public String toString() {
        return conditions.isEmpty() ? what : what + " [" + String.join("; ", conditions) + "]";
    }
}
