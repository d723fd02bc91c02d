package dev.roadrig.wires.tool;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a tool said, and nothing else: a figure that it did not print is not here.
 *
 * @param version as the text states it, or {@link #NOT_STATED}
 * @param failed the tool itself says that it failed; then there may be no figures
 * @param facts words that it stated, by name, in the order of the text
 * @param notes what a reader of the figures must know, one sentence each
 * @param raw the text that was read, kept as evidence
 */
public record ToolResult(
        Tool tool,
        String version,
        Measured measured,
        boolean failed,
        List<Figure> figures,
        List<Row> rows,
        Map<String, String> facts,
        List<String> notes,
        String raw) {

    /** For a version that the text does not hold. */
    public static final String NOT_STATED = "not stated";

    public ToolResult {
        figures = List.copyOf(figures);
        rows = List.copyOf(rows);
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
        notes = List.copyOf(notes);
    }

    /** The figure of a name such as {@code mean}; absent where the tool printed none. */
    public Optional<Figure> figure(String name) {
        return figures.stream().filter(f -> f.name().equals(name)).findFirst();
    }

    /** A fact's words; absent where the tool did not state it. */
    public Optional<String> fact(String name) {
        return Optional.ofNullable(facts.get(name));
    }

    /** The rows of one kind, in the order of the text. */
    public List<Row> rows(String kind) {
        return rows.stream().filter(row -> row.kind().equals(kind)).toList();
    }

    /** What was measured by what: the words that two results are told apart by. */
    public String label() {
        return tool.title() + (version.equals(NOT_STATED) ? " (version not stated)" : " " + version) + ": " + measured;
    }
}
