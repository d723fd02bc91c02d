package dev.roadrig.harness.cli;

import java.util.ArrayList;
import java.util.List;

/** Cells in columns, the last one as long as it likes. */
final class Columns {
    private static final String GAP = "  ";

    private Columns() {}

    /** A line a row, without trailing spaces. */
    static List<String> of(List<List<String>> rows) {
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            var line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                String cell = row.get(i);
                line.append(cell);
                line.append(" ".repeat(width(rows, i) - cell.length())).append(GAP);
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
