package dev.roadrig.harness.cli;

import dev.roadrig.reports.text.PlainText;
import dev.roadrig.wires.tool.Figure;
import dev.roadrig.wires.tool.Row;
import dev.roadrig.wires.tool.ToolResult;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a tool said, for people: what was measured first, then figures, facts, rows and notes. */
final class ToolText {
    private static final int MOST_ROWS = 30;
    private static final int LONGEST = 13;
    private static final int SHORTENED = 6;

    private ToolText() {}

    static String of(ToolResult result) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("tool", shown(result.tool().title() + ", version " + result.version()), ""));
        rows.add(List.of("measured", shown(result.measured().toString()), ""));
        if (result.failed()) {
            rows.add(List.of("failed", "the tool says so", ""));
        }
        List<String> lines = new ArrayList<>(Columns.of(rows));
        List<List<String>> values = new ArrayList<>();
        for (Figure figure : result.figures()) {
            values.add(List.of("  " + figure.name(), number(figure.value()), figure.unit()));
        }
        lines.addAll(Columns.of(values));
        List<List<String>> facts = new ArrayList<>();
        result.facts().forEach((name, words) -> facts.add(List.of("  " + shown(name), shown(words))));
        lines.addAll(Columns.of(facts));
        lines.addAll(rows(result.rows()));
        result.notes().forEach(note -> lines.add("note      " + shown(note)));
        return lines.stream().map(String::stripTrailing).collect(Collectors.joining("\n"));
    }

    private static List<String> rows(List<Row> rows) {
        List<List<String>> table = new ArrayList<>();
        for (Row row : rows.subList(0, Math.min(MOST_ROWS, rows.size()))) {
            String figures = row.figures().stream()
                    .map(f -> f.name() + " " + number(f.value()) + (f.unit().isEmpty() ? "" : " " + f.unit()))
                    .collect(Collectors.joining(", "));
            table.add(List.of(row.kind(), shown(row.name()), shown(row.where()), shown(row.detail()), figures));
        }
        List<String> lines = new ArrayList<>(Columns.of(table));
        if (rows.size() > MOST_ROWS) {
            lines.add("... " + (rows.size() - MOST_ROWS) + " more rows; --json has them all");
        }
        return lines;
    }

    /** Text from a tool, safe on a terminal. */
    static String shown(String text) {
        return PlainText.line(text);
    }

    /** A number without exponent; six digits of one that was worked out here. */
    static String number(double value) {
        BigDecimal printed = BigDecimal.valueOf(value).stripTrailingZeros();
        // No tool prints as many digits: this is a mean of ours.
        BigDecimal plain = printed.precision() > LONGEST ? printed.round(new MathContext(SHORTENED)) : printed;
        return plain.scale() < 0 ? plain.setScale(0).toPlainString() : plain.toPlainString();
    }
}
