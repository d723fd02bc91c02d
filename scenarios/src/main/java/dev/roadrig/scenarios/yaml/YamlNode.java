package dev.roadrig.scenarios.yaml;

import dev.roadrig.scenarios.fault.BadInput;
import java.util.function.Supplier;

/** A map, a list or a scalar of a YAML file, with its place and its key path such as {@code requirements[1].at-most}. */
public sealed interface YamlNode permits YamlMap, YamlList, YamlScalar {

    YamlPlace place();

    /** Keys from the file's top to here, empty at the top. */
    String key();

    /** With its article: a map, a list, a value. */
    String kind();

    /** This node as a map. Throws {@link BadInput} where it is something else. */
    default YamlMap asMap() {
        throw bad("a map is wanted here and not " + kind());
    }

    /** This node as a list. Throws {@link BadInput} where it is something else. */
    default YamlList asList() {
        throw bad("a list is wanted here and not " + kind());
    }

    /** This node as a single value. Throws {@link BadInput} where it is something else. */
    default YamlScalar asScalar() {
        throw bad("a single value is wanted here and not " + kind());
    }

    /** An error about this node: its place and key go in front. */
    default BadInput bad(String message) {
        return place().bad((key().isEmpty() ? "" : key() + ": ") + message);
    }

    /** Runs a reader of this value; its {@link BadInput} gets this value's place and key in front. */
    default <T> T inPlace(Supplier<T> reader) {
        try {
            return reader.get();
        } catch (BadInput e) {
            throw bad(String.valueOf(e.getMessage()));
        }
    }
}
