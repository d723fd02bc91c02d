package dev.roadrig.scenarios.spec;

import dev.roadrig.scenarios.yaml.YamlFile;
import dev.roadrig.scenarios.yaml.YamlList;
import dev.roadrig.scenarios.yaml.YamlMap;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a spec: its name, and at least one requirement.
 *
 * <pre>{@code
 * spec: dashcam-signs
 * requirements:
 *   - {id: LAT-1, metric: latency.end-to-end, statistic: p95, at-most: 150ms, when: link.up}
 * }</pre>
 */
public final class SpecFile {
    private SpecFile() {}

    public static Spec read(Path path) {
        YamlFile yaml = YamlFile.read(path);
        return read(yaml.top(), yaml.text());
    }

    /**
     * Reads a spec that is no file, such as the one that a record keeps.
     *
     * @param source what it is, for messages
     */
    public static Spec parse(String source, String text) {
        return read(YamlFile.parse(source, text), text);
    }

    private static Spec read(YamlMap file, String text) {
        YamlMap top = file.only("spec", "requirements");
        String name = top.scalar("spec").title();
        YamlList list = top.list("requirements");
        List<Requirement> requirements = new ArrayList<>();
        Map<String, Integer> lines = new HashMap<>();
        for (YamlMap map : list.maps()) {
            Requirement requirement = RequirementReader.read(map);
            Integer first = lines.putIfAbsent(requirement.id(), requirement.line());
            if (first != null) {
                throw map.scalar("id")
                        .bad("'" + requirement.id() + "' is already the id of the requirement on line " + first);
            }
            requirements.add(requirement);
        }
        if (requirements.isEmpty()) {
            throw list.bad("there is no requirement; a spec without one passes everything");
        }
        return new Spec(name, requirements, text);
    }
}
