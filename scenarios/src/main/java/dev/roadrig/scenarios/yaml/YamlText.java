package dev.roadrig.scenarios.yaml;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes a tree as YAML: block style, every text that could be misread in double quotes. */
final class YamlText {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./][A-Za-z0-9_./+%@ -]*");

    private YamlText() {}

    /** A comment that says what was overridden. */
    static String header(Path file, Map<String, String> overrides) {
        return "# " + oneLine(String.valueOf(file.getFileName())) + " with "
                + new TreeMap<>(overrides)
                        .entrySet().stream()
                                .map(e -> "-e " + oneLine(e.getKey() + "=" + e.getValue()))
                                .collect(Collectors.joining(" "))
                + "\n";
    }

    static String of(YamlMap map) {
        StringBuilder out = new StringBuilder();
        map(out, map, "");
        return out.toString();
    }

    private static void map(StringBuilder out, YamlMap map, String indent) {
        for (String key : map.keys()) {
            out.append(indent).append(text(key)).append(':');
            below(out, map.node(key), indent);
        }
    }

    private static void below(StringBuilder out, YamlNode node, String indent) {
        if (node instanceof YamlMap map && !map.keys().isEmpty()) {
            out.append('\n');
            map(out, map, indent + "  ");
        } else if (node instanceof YamlList list && !list.items().isEmpty()) {
            out.append('\n');
            for (YamlNode item : list.items()) {
                out.append(indent).append("  -");
                below(out, item, indent + "  ");
            }
        } else {
            String flow = node instanceof YamlMap
                    ? "{}"
                    : node instanceof YamlList ? "[]" : text(node.asScalar().text());
            out.append(' ').append(flow).append('\n');
        }
    }

    private static String text(String text) {
        if (PLAIN.matcher(text).matches() && !text.endsWith(" ") && !text.equals("null")) {
            return text;
        }
        return quoted(text);
    }

    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
            } else if (c < 0x20 || c == 0x7f || (c >= 0x80 && c < 0xa0) || c == 0x2028 || c == 0x2029 || c == 0xfeff) {
                quoted.append(String.format("\\u%04x", c));
            } else {
                quoted.append((char) c);
            }
        });
        return quoted.append('"').toString();
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
