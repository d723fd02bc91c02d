package dev.roadrig.scenarios.yaml;

import dev.roadrig.scenarios.fault.BadInput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Puts {@code -e key=value} into a tree, in the order of the keys. */
final class YamlOverrides {
    private YamlOverrides() {}

    static YamlMap apply(YamlMap top, Path file, Map<String, String> overrides) {
        YamlMap result = top;
        for (Map.Entry<String, String> override : new TreeMap<>(overrides).entrySet()) {
            String dotted = override.getKey();
            String source = "-e " + dotted + "=" + override.getValue();
            List<String> steps = List.of(dotted.split("\\.", -1));
            if (steps.stream().anyMatch(String::isBlank)) {
                throw new BadInput(source + ": a key is words with dots between them, such as network.rate");
            }
            YamlNode value = YamlReader.read(file, source, override.getValue());
            result = put(result, steps, new At(new YamlPlace(file, source, 0, 0), value))
                    .asMap();
        }
        return result;
    }

    private record At(YamlPlace place, YamlNode value) {}

    private static YamlNode put(YamlNode into, List<String> steps, At at) {
        if (steps.isEmpty()) {
            return moved(at.value(), at.place(), into.key());
        }
        String step = steps.get(0);
        List<String> rest = steps.subList(1, steps.size());
        if (into instanceof YamlList list) {
            int index = index(list, step, at);
            List<YamlNode> items = new ArrayList<>(list.items());
            items.set(index, put(items.get(index), rest, at));
            return new YamlList(list.place(), list.key(), items);
        }
        if (!(into instanceof YamlMap map)) {
            throw at.place().bad(into.key() + " is " + into.kind() + " and has no key '" + step + "'");
        }
        String key = map.key().isEmpty() ? step : map.key() + "." + step;
        YamlNode below = map.optional(step).orElseGet(() -> new YamlMap(at.place(), key, Map.of(), Map.of()));
        return map.with(step, put(below, rest, at));
    }

    private static int index(YamlList list, String step, At at) {
        if (!step.matches("\\d{1,6}") || Integer.parseInt(step) >= list.items().size()) {
            throw at.place()
                    .bad(list.key() + " has " + list.items().size() + " items, counted from 0; there is no '" + step
                            + "'");
        }
        return Integer.parseInt(step);
    }

    /** The same node as if it had been written at the overridden key. */
    private static YamlNode moved(YamlNode node, YamlPlace place, String key) {
        if (node instanceof YamlMap map) {
            Map<String, YamlNode> entries = new LinkedHashMap<>();
            Map<String, YamlPlace> places = new LinkedHashMap<>();
            for (String name : map.keys()) {
                entries.put(name, moved(map.node(name), place, key + "." + name));
                places.put(name, place);
            }
            return new YamlMap(place, key, entries, places);
        }
        if (node instanceof YamlList list) {
            List<YamlNode> items = new ArrayList<>();
            for (YamlNode item : list.items()) {
                items.add(moved(item, place, key + "[" + items.size() + "]"));
            }
            return new YamlList(place, key, items);
        }
        return new YamlScalar(place, key, node.asScalar().text());
    }
}
