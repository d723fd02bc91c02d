package dev.roadrig.scenarios.yaml;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.Wording;
import dev.roadrig.scenarios.quantity.Dimension;
import dev.roadrig.scenarios.quantity.Quantity;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A map of a YAML file. A reader first names the keys that it knows with {@link #only}, so that nothing in a file goes
 * unread; then it asks for them one by one.
 */
public final class YamlMap implements YamlNode {
    private final YamlPlace place;
    private final String key;
    private final Map<String, YamlNode> entries;
    private final Map<String, YamlPlace> keyPlaces;

    YamlMap(YamlPlace place, String key, Map<String, YamlNode> entries, Map<String, YamlPlace> keyPlaces) {
        this.place = place;
        this.key = key;
        this.entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        this.keyPlaces = Map.copyOf(keyPlaces);
    }

    @Override
    public YamlPlace place() {
        return place;
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public String kind() {
        return "a map";
    }

    @Override
    public YamlMap asMap() {
        return this;
    }

    /** This map, which has no other keys. Throws {@link BadInput} that names the unknown key and the nearest known. */
    public YamlMap only(String... known) {
        List<String> allowed = List.of(known);
        for (String found : entries.keySet()) {
            if (!allowed.contains(found)) {
                throw badKey(found, "unknown key " + Wording.quote(found) + Wording.instead(found, allowed));
            }
        }
        return this;
    }

    /** In the order of the file. */
    public Set<String> keys() {
        return entries.keySet();
    }

    public boolean has(String name) {
        return entries.containsKey(name);
    }

    public Optional<YamlNode> optional(String name) {
        return Optional.ofNullable(entries.get(name));
    }

    public Optional<YamlScalar> optionalScalar(String name) {
        return optional(name).map(YamlNode::asScalar);
    }

    public Optional<YamlMap> optionalMap(String name) {
        return optional(name).map(YamlNode::asMap);
    }

    public Optional<YamlList> optionalList(String name) {
        return optional(name).map(YamlNode::asList);
    }

    /** A key that must be there. */
    public YamlNode node(String name) {
        return optional(name).orElseThrow(() -> bad("key " + Wording.quote(name) + " is missing"));
    }

    public YamlScalar scalar(String name) {
        return node(name).asScalar();
    }

    public YamlMap map(String name) {
        return node(name).asMap();
    }

    public YamlList list(String name) {
        return node(name).asList();
    }

    public String text(String name) {
        return scalar(name).text();
    }

    public Quantity quantity(String name, Dimension dimension) {
        return scalar(name).quantity(dimension);
    }

    public long whole(String name, long least, long most) {
        return scalar(name).whole(least, most);
    }

    /** A word of a closed table. */
    public <E> E word(String name, E[] table, Function<E, String> word) {
        return scalar(name).word(table, word);
    }

    /** An error about one of this map's keys, at the key's own place. */
    public BadInput badKey(String name, String message) {
        YamlPlace at = keyPlaces.getOrDefault(name, place);
        return at.bad((key.isEmpty() ? "" : key + ": ") + message);
    }

    /** This map with other entries laid over it; maps that both have are merged in the same way. */
    public YamlMap overlaidWith(YamlMap over) {
        Map<String, YamlNode> merged = new LinkedHashMap<>(entries);
        over.entries.forEach((name, node) -> merged.merge(
                name, node, (a, b) -> a instanceof YamlMap x && b instanceof YamlMap y ? x.overlaidWith(y) : b));
        Map<String, YamlPlace> places = new LinkedHashMap<>(keyPlaces);
        places.putAll(over.keyPlaces);
        return new YamlMap(over.place, over.key, merged, places);
    }

    /** This map as the text of a YAML file. */
    public String written() {
        return YamlText.of(this);
    }

    /** This map without one key. */
    public YamlMap without(String name) {
        Map<String, YamlNode> rest = new LinkedHashMap<>(entries);
        rest.remove(name);
        return new YamlMap(place, key, rest, keyPlaces);
    }

    /** With an entry put in or replaced; for overrides. */
    YamlMap with(String name, YamlNode node) {
        Map<String, YamlNode> changed = new LinkedHashMap<>(entries);
        changed.put(name, node);
        Map<String, YamlPlace> places = new LinkedHashMap<>(keyPlaces);
        places.put(name, node.place());
        return new YamlMap(place, key, changed, places);
    }
}
