package dev.roadrig.reports.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cells in aligned columns that fit a width: the widest column gives way first and its cells are wrapped. */
final class Grid {
    static final String GAP = "  ";
    private static final int LEAST_COLUMN = 8;

    private final List<List<String>> rows;
    private final int[] widths;

    /**
     * @param rows all of the same length
     * @param width of the whole in characters
     */
    Grid(List<List<String>> rows, int width) {
        this.rows = rows;
        widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], width(row.get(i)));
            }
        }
        int spare = width
                - GAP.length() * (widths.length - 1)
                - Arrays.stream(widths).sum();
        while (spare < 0) {
            int widest = 0;
            for (int i = 1; i < widths.length; i++) {
                widest = widths[i] > widths[widest] ? i : widest;
            }
            if (widths[widest] <= LEAST_COLUMN) {
                break;
            }
            widths[widest]--;
            spare++;
        }
    }

    /** One row as lines, none of them with trailing spaces. */
    List<String> lines(int row) {
        List<List<String>> cells = new ArrayList<>();
        for (int i = 0; i < widths.length; i++) {
            cells.add(wrap(rows.get(row).get(i), widths[i]));
        }
        List<String> lines = new ArrayList<>();
        int height = cells.stream().mapToInt(List::size).max().orElse(0);
        for (int line = 0; line < height; line++) {
            var out = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String part = line < cells.get(i).size() ? cells.get(i).get(line) : "";
                out.append(part).append(" ".repeat(Math.max(0, widths[i] - width(part))));
                out.append(i + 1 < widths.length ? GAP : "");
            }
            lines.add(out.toString().stripTrailing());
        }
        return lines;
    }

    /** Words filled into lines of a width; a word that is longer is cut. At least one line. */
    static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        var line = new StringBuilder();
        for (String word : text.split(" ")) {
            String rest = word;
            if (line.length() > 0 && width(line) + 1 + width(rest) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            while (width(rest) > width) {
                int cut = rest.offsetByCodePoints(0, width);
                lines.add(rest.substring(0, cut));
                rest = rest.substring(cut);
            }
            line.append(line.length() > 0 ? " " : "").append(rest);
        }
        if (line.length() > 0 || lines.isEmpty()) {
            lines.add(line.toString());
        }
        return lines;
    }

    static int width(CharSequence text) {
        return Character.codePointCount(text, 0, text.length());
    }
}
