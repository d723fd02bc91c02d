package dev.roadrig.wires.tool;

import dev.roadrig.scenarios.fault.BadInput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Two results of one meaning, side by side.
 *
 * @param lines the figures that both have, in the first one's order
 */
public record Comparison(ToolResult first, ToolResult second, List<Line> lines) {
    private static final String WHOLE =
            "Give the tool's whole output, from the line with its version and command line on; or"
                    + " name it output.txt and write the command line into command.txt beside it, as roadrig tool run keeps both.";

    public Comparison {
        lines = List.copyOf(lines);
    }

    /** A figure of both. */
    public record Line(String name, String unit, double first, double second) {
        /** The second as a multiple of the first; absent where the first is zero. */
        public Optional<Double> ratio() {
            return first == 0 ? Optional.empty() : Optional.of(second / first);
        }
    }

    /**
     * Puts two results side by side.
     *
     * @throws BadInput where they are of unlike meaning, failed, or have no figure in common; with both labels
     */
    public static Comparison of(ToolResult first, ToolResult second) {
        if (first.failed() || second.failed()) {
            throw refused(first, second, "a run that failed has nothing to compare");
        }
        if (first.tool() != second.tool()) {
            throw refused(first, second, "two tools do not measure the same thing");
        }
        if (first.measured().isObscure() || second.measured().isObscure()) {
            throw refused(first, second, "the texts do not say what their figures mean", WHOLE);
        }
        if (!first.measured().meansWhat(second.measured())) {
            throw refused(first, second, "their figures do not mean the same");
        }
        List<Line> lines = new ArrayList<>();
        for (Figure a : first.figures()) {
            second.figure(a.name())
                    .filter(b -> b.unit().equals(a.unit()))
                    .ifPresent(b -> lines.add(new Line(a.name(), a.unit(), a.value(), b.value())));
        }
        if (lines.isEmpty()) {
            throw refused(first, second, "they have no figure of one name and unit in common");
        }
        return new Comparison(first, second, lines);
    }

    /** What was not the same in both runs, such as the model: each line names it and both words. */
    public List<String> differences() {
        Map<String, String> a = stated(first);
        Map<String, String> b = stated(second);
        Set<String> names = new LinkedHashSet<>(a.keySet());
        names.addAll(b.keySet());
        List<String> differences = new ArrayList<>();
        for (String name : names) {
            String words = a.getOrDefault(name, ToolResult.NOT_STATED);
            String other = b.getOrDefault(name, ToolResult.NOT_STATED);
            if (!words.equals(other)) {
                differences.add(name + ": A " + words + ", B " + other);
            }
        }
        return differences;
    }

    private static Map<String, String> stated(ToolResult result) {
        Map<String, String> stated = new LinkedHashMap<>();
        stated.put("version", result.version());
        stated.putAll(result.facts());
        stated.putAll(result.measured().settings());
        return stated;
    }

    /** What the figures depend on and is not stated, so that it can differ unseen: each line says of which run. */
    public List<String> notKnown() {
        Map<String, String> missing = new LinkedHashMap<>();
        if (first.version().equals(ToolResult.NOT_STATED) && second.version().equals(ToolResult.NOT_STATED)) {
            missing.put("the tool's version", "A and B");
        }
        first.measured().unstated().forEach(each -> missing.put(each, "A"));
        second.measured().unstated().forEach(each -> missing.merge(each, "B", (a, b) -> a + " and " + b));
        return missing.entrySet().stream()
                .map(each -> each.getKey() + " (of " + each.getValue() + ")")
                .toList();
    }

    private static BadInput refused(ToolResult first, ToolResult second, String why) {
        return refused(first, second, why, "Compare results of one tool, of one meaning.");
    }

    private static BadInput refused(ToolResult first, ToolResult second, String why, String next) {
        return new BadInput("Not compared: " + why + ".\n  A: " + first.label() + "\n  B: " + second.label()
                + only("A", first, second) + only("B", second, first)
                + "\n" + next);
    }

    /** Labels are long: what one has alone is said again. */
    private static String only(String name, ToolResult of, ToolResult other) {
        List<String> own = new ArrayList<>(of.measured().conditions());
        own.removeAll(other.measured().conditions());
        return own.isEmpty() || of.tool() != other.tool() ? "" : "\n  Only " + name + ": " + String.join("; ", own);
    }
}
