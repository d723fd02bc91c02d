package dev.roadrig.scenarios.yaml;

import java.util.List;
import java.util.function.Function;

/** A list of a YAML file. */
public record YamlList(YamlPlace place, String key, List<YamlNode> items) implements YamlNode {
    public YamlList {
        items = List.copyOf(items);
    }

    @Override
    public String kind() {
        return "a list";
    }

    @Override
    public YamlList asList() {
        return this;
    }

    /** Every item as a map. */
    public List<YamlMap> maps() {
        return each(YamlNode::asMap);
    }

    /** Every item as a single value. */
    public List<YamlScalar> scalars() {
        return each(YamlNode::asScalar);
    }

    private <T> List<T> each(Function<YamlNode, T> as) {
        return items.stream().map(as).toList();
    }
}
