package dev.roadrig.scenarios.yaml;

import dev.roadrig.scenarios.fault.BadInput;
import java.nio.file.Path;

/**
 * Where a node was written.
 *
 * @param file that relative paths are relative to
 * @param source the file as the user named it, or the override {@code -e key=value}
 * @param line from 1; 0 for an override
 * @param column from 1; 0 for an override
 */
public record YamlPlace(Path file, String source, int line, int column) {

    /** An error at this place. */
    public BadInput bad(String message) {
        return new BadInput(this + ": " + message);
    }

    @Override
    public String toString() {
        return line > 0 ? source + ":" + line + ":" + column : source;
    }
}
