package dev.roadrig.wires.tool.catalog;

import dev.roadrig.wires.tool.Figure;
import dev.roadrig.wires.tool.Row;
import dev.roadrig.wires.tool.ToolResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the index writes as {@code key=value}, found in a result. */
final class Expectation {
    private static final Pattern TRTEXEC = Pattern.compile("(?:(gpu|e2e|host)_)?(min|max|mean|median|p[0-9]+)_ms");
    /** The index's words for what a delegate's row, or the facts, call otherwise. */
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("complete=true", "delegated=all"),
            Map.entry("partial=true", "delegated=part"),
            Map.entry("fan", "fan"),
            Map.entry("weights_b", "weights_b"));

    private Expectation() {}

    /** Whether the result says this; throws with what it says instead. */
    static boolean holds(ToolResult result, String item) {
        String[] parts =
                item.replace(" (derived)", "").replace(" (as shown)", "").split("=", 2);
        if (parts.length < 2) {
            return false;
        }
        String renamed = WORDS.getOrDefault(item, item);
        String key = renamed.equals(item) ? parts[0] : renamed.split("=")[0];
        String value = renamed.equals(item) ? parts[1] : renamed.split("=")[1];
        if (value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")) {
            value = value.substring(1, value.length() - 1);
        }
        Optional<String> found = find(result, key);
        if (value.equals("absent")) {
            return found.isEmpty();
        }
        return found.isPresent() && same(found.get(), value);
    }

    private static Optional<String> find(ToolResult result, String key) {
        Matcher statistic = TRTEXEC.matcher(key);
        if (statistic.matches() && result.tool().id().equals("trtexec")) {
            return ofTrtexec(result, statistic);
        }
        return result.figures().stream()
                .filter(figure -> figure.key().equals(key) || figure.name().equals(key))
                .findFirst()
                .map(figure -> String.valueOf(figure.value()))
                .or(() -> result.fact(key))
                .or(() -> ofRow(result, key));
    }

    private static Optional<String> ofTrtexec(ToolResult result, Matcher statistic) {
        String prefix =
                statistic.group(1) == null || statistic.group(1).equals("host") ? "latency" : statistic.group(1);
        return result.figure(prefix + "." + statistic.group(2))
                .or(() -> result.figures().stream().noneMatch(f -> f.name().startsWith("latency."))
                        ? result.figure("gpu." + statistic.group(2))
                        : Optional.empty())
                .filter(figure -> figure.unit().equals("ms"))
                .map(figure -> String.valueOf(figure.value()));
    }

    /** Of delegates the last decides; of providers and sensors the name is the key. */
    private static Optional<String> ofRow(ToolResult result, String key) {
        List<Row> delegates = result.rows("delegate");
        if (!delegates.isEmpty()) {
            return delegates.get(delegates.size() - 1).figure(key).map(figure -> String.valueOf(figure.value()));
        }
        List<Figure> named = result.rows().stream()
                .filter(row -> row.name().equals(key))
                .flatMap(row -> row.figures().stream())
                .toList();
        return named.size() == 1 ? Optional.of(String.valueOf(named.get(0).value())) : Optional.empty();
    }

    private static boolean same(String found, String expected) {
        if (found.equals(expected)) {
            return true;
        }
        try {
            return Double.parseDouble(found) == Double.parseDouble(expected.replace(",", ""));
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
