package dev.roadrig.wires.tool;

import dev.roadrig.scenarios.fault.BadInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Two results of one meaning, side by side.
 *
 * @param lines the figures that both have, in the first one's order
 */
public record Comparison(ToolResult first, ToolResult second, List<Line> lines) {
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
        if (!first.measured().equals(second.measured())) {
            throw refused(first, second, "their figures do not mean the same");
        }
        if (first.measured().conditions().stream().anyMatch(condition -> condition.endsWith(Measured.NOT_KNOWN))) {
            throw refused(first, second, "the texts do not say what their figures mean");
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

    /** What was not the same in both runs, such as the model: each line names a fact and both words. */
    public List<String> differences() {
        List<String> differences = new ArrayList<>();
        if (!first.version().equals(second.version())) {
            differences.add("version: A " + first.version() + ", B " + second.version());
        }
        first.facts().forEach((name, words) -> second.fact(name)
                .filter(other -> !other.equals(words))
                .ifPresent(other -> differences.add(name + ": A " + words + ", B " + other)));
        return differences;
    }

    private static BadInput refused(ToolResult first, ToolResult second, String why) {
        return new BadInput("Not compared: " + why + ".\n  A: " + first.label() + "\n  B: " + second.label()
                + "\nCompare results of one tool, of one meaning.");
    }
}
