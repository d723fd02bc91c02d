package dev.roadrig.wires.tool.catalog;

import dev.roadrig.scenarios.SharedFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The real outputs beside the project, and what their index says that a correct parser finds. */
final class Transcripts {
    /**
     * A row of the index.
     *
     * @param items what is expected, one thing each
     */
    record Case(String file, String tool, List<String> items) {
        String raw() throws IOException {
            return Files.readString(SharedFolder.data("transcripts").resolve(file));
        }

        @Override
        public String toString() {
            return file;
        }
    }

    private Transcripts() {}

    /** Skips, with the reason, where there are none. */
    static List<Case> all() throws IOException {
        Path index = SharedFolder.data("transcripts/index.csv");
        List<Case> cases = new ArrayList<>();
        List<String> lines = Files.readAllLines(index);
        for (String line : lines.subList(1, lines.size())) {
            List<String> cells = cells(line);
            cases.add(new Case(
                    cells.get(0),
                    cells.get(1),
                    Arrays.stream(cells.get(5).split("; ?")).map(String::strip).toList()));
        }
        return cases;
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                cell.append(c);
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}
