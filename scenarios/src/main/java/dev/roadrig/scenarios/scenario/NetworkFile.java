package dev.roadrig.scenarios.scenario;

import dev.roadrig.scenarios.yaml.YamlFile;
import dev.roadrig.scenarios.yaml.YamlMap;
import java.nio.file.Path;

/**
 * Reads the network's conditions alone: a file with a {@code network:} block as scenarios have it, such as a scenario. A
 * {@code drive:} beside it says when a trace's stamps begin; other keys are passed over.
 */
public final class NetworkFile {
    private NetworkFile() {}

    /** Throws {@link dev.roadrig.scenarios.fault.BadInput} with line and reason where it is no such file. */
    public static LinkProfile read(Path path) {
        YamlMap top = YamlFile.read(path).top();
        return NetworkReader.read(top.map("network"), () -> top.scalar("drive")
                .inPlace(() -> DriveTime.of(top.scalar("drive").path())));
    }
}
