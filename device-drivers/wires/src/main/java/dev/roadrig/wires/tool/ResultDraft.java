package dev.roadrig.wires.tool;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A result while its text is read: whatever is not found is not put in. */
public final class ResultDraft {
    private final Tool tool;
    private final ToolText text;
    private final List<Figure> figures = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();
    private final Map<String, String> facts = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final List<String> unstated = new ArrayList<>();
    private String version = ToolResult.NOT_STATED;
    private boolean failed;

    public ResultDraft(Tool tool, ToolText text) {
        this.tool = tool;
        this.text = text;
    }

    public ToolText text() {
        return text;
    }

    public void version(String stated) {
        version = stated;
    }

    /** The version in a pattern's first group, where the pattern is found. */
    public void version(Pattern pattern) {
        text.first(pattern).ifPresent(match -> version(match.group(1)));
    }

    public void failed() {
        failed = true;
    }

    public void figure(String name, double value, String unit) {
        figures.add(new Figure(name, value, unit));
    }

    /** A figure as printed: commas between groups of three are taken out. */
    public void figure(String name, String printed, String unit) {
        figure(name, number(printed), unit);
    }

    /** The number in a pattern's first group, where the pattern is found. */
    public void figure(String name, Pattern pattern, String unit) {
        text.first(pattern).ifPresent(match -> figure(name, match.group(1), unit));
    }

    public boolean has(String figure) {
        return figures.stream().anyMatch(f -> f.name().equals(figure));
    }

    public void fact(String name, String words) {
        facts.put(name, words);
    }

    /** The words in a pattern's first group, where the pattern is found. */
    public void fact(String name, Pattern pattern) {
        text.first(pattern).ifPresent(match -> fact(name, match.group(1).strip()));
    }

    public boolean stated(String fact) {
        return facts.containsKey(fact);
    }

    public void row(Row row) {
        rows.add(row);
    }

    public boolean hasRows() {
        return !rows.isEmpty();
    }

    public void note(String sentence) {
        notes.add(sentence);
    }

    /** What changes the meaning of every figure. */
    public void condition(String words) {
        conditions.add(words);
    }

    /** What was in force and keeps the meaning. */
    public void setting(String name, String value) {
        settings.put(name, value);
    }

    /** What changes the meaning unless it has its usual value, with which it is a setting. */
    public void condition(String name, String value, String usual) {
        if (value.equals(usual)) {
            setting(name, value);
        } else {
            condition(name + " " + value);
        }
    }

    /** What belongs to the meaning, and is nowhere stated. */
    public void unstated(String words) {
        unstated.add(words);
    }

    /** The match that every whole text of the tool has. */
    public MatchResult required(Pattern pattern, String missing) {
        return text.first(pattern).orElseThrow(() -> NotUnderstood.incomplete(tool, missing, text));
    }

    /**
     * The result.
     *
     * @throws NotUnderstood where nothing was found at all
     */
    public ToolResult as(Measured measured) {
        if (figures.isEmpty() && rows.isEmpty() && facts.isEmpty()) {
            throw NotUnderstood.foreign(tool, text);
        }
        if (text.torn()) {
            note("The last line has no line end and may be cut: it was not read.");
        }
        Measured whole = measured.with(conditions, settings, unstated);
        return new ToolResult(tool, version, whole, failed, figures, rows, facts, notes, text.raw());
    }

    /**
     * A printed number.
     *
     * @throws NotUnderstood where it is none or too large for one
     */
    public static double number(String printed) {
        try {
            double value = Double.parseDouble(printed.replace(",", ""));
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new NotUnderstood("'" + printed + "' is no number. Give the tool's own output, unchanged.");
        }
        throw new NotUnderstood("'" + printed + "' is too large for a number. Give the tool's own output, unchanged.");
    }
}
