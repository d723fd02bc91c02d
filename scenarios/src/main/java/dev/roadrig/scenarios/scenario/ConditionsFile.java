package dev.roadrig.scenarios.scenario;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.yaml.YamlFile;
import java.nio.file.Path;

/** A link's conditions in a file of their own: one {@code network:}, as a scenario has it, that needs no drive. */
public final class ConditionsFile {
    private ConditionsFile() {}

    /**
     * Reads a file; its times count from when the link starts.
     *
     * @throws BadInput with file, line and reason where it is none, or names a trace or a place that needs a drive
     */
    public static LinkProfile read(Path path) {
        return NetworkReader.read(YamlFile.read(path).top().only("network").map("network"), () -> {
            throw new BadInput(
                    "a trace with a drive's stamps, a stretch of a route and a place need a drive, and here is"
                            + " none; write a schedule, or a mahimahi trace");
        });
    }
}
