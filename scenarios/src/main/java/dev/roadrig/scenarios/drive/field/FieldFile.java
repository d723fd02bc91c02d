package dev.roadrig.scenarios.drive.field;

import dev.roadrig.scenarios.yaml.YamlFile;
import dev.roadrig.scenarios.yaml.YamlMap;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What {@code field.yaml} of a bundle says: facts of the board and its surroundings, and where somebody knew it, how far a
 * clock was off.
 */
record FieldFile(Map<FieldKey, String> facts, Map<PartKind, StatedClock> clocks) {
    static final String NAME = "field.yaml";
    private static final List<String> GROUPS = List.of("firmware", "model", "configuration", "board");
    private static final String CLOCKS = "clocks";

    FieldFile {
        facts = Map.copyOf(facts);
        clocks = Map.copyOf(clocks);
    }

    /** Where there is none. */
    static FieldFile absent() {
        return new FieldFile(Map.of(), Map.of());
    }

    /** Reads it. Throws {@link dev.roadrig.scenarios.fault.BadInput} for an unknown key or a value of another form. */
    static FieldFile read(Path file) {
        YamlMap top = YamlFile.read(file).top();
        List<String> topKeys = FieldKey.in("").stream().map(FieldKey::last).toList();
        top.only(Stream.of(topKeys, GROUPS, List.of(CLOCKS))
                .flatMap(List::stream)
                .toArray(String[]::new));
        Map<FieldKey, String> facts = new EnumMap<>(FieldKey.class);
        take(top, "", facts);
        for (String group : GROUPS) {
            top.optionalMap(group).ifPresent(map -> {
                map.only(FieldKey.in(group).stream().map(FieldKey::last).toArray(String[]::new));
                take(map, group, facts);
            });
        }
        Map<PartKind, StatedClock> clocks = new EnumMap<>(PartKind.class);
        top.optionalMap(CLOCKS).ifPresent(map -> {
            map.only(Stream.of(PartKind.values()).map(PartKind::word).toArray(String[]::new));
            for (PartKind kind : PartKind.values()) {
                map.optionalScalar(kind.word()).ifPresent(scalar -> clocks.put(kind, StatedClock.read(scalar)));
            }
        });
        return new FieldFile(facts, clocks);
    }

    private static void take(YamlMap map, String group, Map<FieldKey, String> facts) {
        for (FieldKey key : FieldKey.in(group)) {
            map.optionalScalar(key.last()).ifPresent(scalar -> facts.put(key, key.read(scalar)));
        }
    }

    /** Keys that should be there and are not, with dots. */
    List<String> missing() {
        List<String> missing = new ArrayList<>();
        for (FieldKey key : FieldKey.values()) {
            if (key.asked() && !facts.containsKey(key)) {
                missing.add(key.path());
            }
        }
        return missing;
    }
}
