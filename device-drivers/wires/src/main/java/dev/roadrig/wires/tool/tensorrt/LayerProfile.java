package dev.roadrig.wires.tool.tensorrt;

import dev.roadrig.wires.tool.Figure;
import dev.roadrig.wires.tool.ResultDraft;
import dev.roadrig.wires.tool.Row;
import dev.roadrig.wires.tool.ToolText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The table of {@code --dumpProfile}; its columns differ by version, so its head is read. With it there is no summary. */
final class LayerProfile {
    static final Pattern TITLE = Pattern.compile("=== Profile \\(([0-9]++) iterations ?\\) ===");
    private static final Pattern COLUMN = Pattern.compile(
            "Avg\\. ?(?:Time ?)?\\(ms\\)|Median ?(?:Time ?)?\\(ms\\)|Time" + " ?\\(ms\\)|Time ?\\(?%\\)?|Layer");
    private static final Pattern PREFIX = Pattern.compile("^\\[[^]]{1,40}\\] \\[[A-Z]\\]\\s*+");
    private static final Pattern NUMBER_FIRST = Pattern.compile("^([0-9.]++)%?+\\s++");
    private static final Pattern NUMBER_LAST = Pattern.compile("\\s([0-9.]++)%?+$");

    private LayerProfile() {}

    static boolean read(ResultDraft draft) {
        ToolText text = draft.text();
        int title = text.lastLine(TITLE);
        if (title < 0 || title + 1 >= text.lines().size()) {
            return false;
        }
        draft.figure("profile_iterations", TITLE, "");
        List<String> lines = text.lines();
        List<String> columns = columns(lines.get(title + 1));
        for (int i = title + 2; i < lines.size() && !columns.isEmpty(); i++) {
            List<String> cells = cells(PREFIX.matcher(lines.get(i)).replaceFirst(""), columns);
            if (cells.isEmpty()) {
                break;
            }
            add(draft, columns, cells);
        }
        return draft.hasRows();
    }

    private static List<String> columns(String head) {
        List<String> columns = new ArrayList<>();
        Matcher column = COLUMN.matcher(head);
        while (column.find()) {
            String title = column.group();
            columns.add(
                    title.startsWith("Avg")
                            ? "avg"
                            : title.startsWith("Median")
                                    ? "median"
                                    : title.equals("Layer") ? "name" : title.contains("%") ? "pct" : "total");
        }
        return columns.contains("name") ? columns : List.of();
    }

    /** The cells of a row in the order of the columns; empty where the row is none of the table. */
    private static List<String> cells(String line, List<String> columns) {
        List<String> cells = new ArrayList<>();
        String rest = line.strip();
        boolean nameFirst = columns.get(0).equals("name");
        for (int i = 1; i < columns.size(); i++) {
            Matcher number = (nameFirst ? NUMBER_LAST : NUMBER_FIRST).matcher(rest);
            if (!number.find()) {
                return List.of();
            }
            cells.add(nameFirst ? 0 : cells.size(), number.group(1));
            rest = (nameFirst ? rest.substring(0, number.start()) : rest.substring(number.end())).strip();
        }
        cells.add(nameFirst ? 0 : cells.size(), rest);
        return cells;
    }

    private static void add(ResultDraft draft, List<String> columns, List<String> cells) {
        List<Figure> figures = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            if (!columns.get(i).equals("name")) {
                String unit = columns.get(i).equals("pct") ? "" : "ms";
                figures.add(new Figure(columns.get(i), ResultDraft.number(cells.get(i)), unit));
            }
        }
        String name = cells.get(columns.indexOf("name"));
        if (name.equals("Total")) {
            figures.stream()
                    .filter(f -> f.unit().equals("ms"))
                    .forEach(f -> draft.figure("profile_" + f.name(), f.value(), f.unit()));
        } else {
            draft.row(new Row("layer", name, "GPU", "", figures));
        }
    }
}
