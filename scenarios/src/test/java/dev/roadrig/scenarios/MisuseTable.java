package dev.roadrig.scenarios;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Rows of wrong files and the messages that they must give: {@code ## title}, the file's lines, {@code => message}, where
 * {@code {dir}} stands for the folder. A file that begins with {@code {but}} is a right file with these lines put in.
 */
public final class MisuseTable {
    private MisuseTable() {}

    /** One wrong file. */
    public record Row(String title, List<String> lines, String message) {
        @Override
        public String toString() {
            return title;
        }

        /** The file's text. */
        public String text(List<String> right) {
            List<String> written = lines;
            if (!lines.isEmpty() && lines.get(0).equals("{but}")) {
                List<String> put = lines.subList(1, lines.size());
                written = new ArrayList<>(right);
                written.removeIf(line -> put.stream().anyMatch(p -> key(p).equals(key(line))));
                written.addAll(put);
            }
            return String.join("\n", written)
                    .replace("{R}", "spec: a\nrequirements:\n  - {")
                    .replace("<TAB>", "\t")
                    .replace("<NUL>", "\0");
        }

        private static String key(String line) {
            return line.replaceFirst(":.*", "");
        }
    }

    /** Reads a table from the resources beside a class. */
    public static List<Row> read(Class<?> beside, String resource) throws IOException {
        List<Row> rows = new ArrayList<>();
        try (InputStream in = Objects.requireNonNull(beside.getResourceAsStream(resource), resource)) {
            String title = "";
            List<String> lines = new ArrayList<>();
            for (String line : new String(in.readAllBytes(), UTF_8).lines().toList()) {
                if (line.startsWith("## ")) {
                    title = line.substring(3);
                    lines = new ArrayList<>();
                } else if (line.startsWith("=>")) {
                    rows.add(
                            new Row(title, List.copyOf(lines), line.substring(2).strip()));
                } else {
                    lines.add(line);
                }
            }
        }
        return rows;
    }
}
