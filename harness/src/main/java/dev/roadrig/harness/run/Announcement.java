package dev.roadrig.harness.run;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.yaml.YamlFile;
import dev.roadrig.scenarios.yaml.YamlMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The line by which a board's process says which wires it has: one JSON object of texts. */
final class Announcement {
    /** What the process tells people, and is no wire. */
    static final String NOTE = "note";

    private Announcement() {}

    static Map<String, String> read(String board, @Nullable String line) throws RigFault {
        try {
            YamlMap map = YamlFile.parse("the process of " + board, line == null ? "" : line);
            Map<String, String> announced = new LinkedHashMap<>();
            for (String name : map.keys()) {
                announced.put(name, map.text(name));
            }
            return announced;
        } catch (BadInput e) {
            throw new RigFault(
                    "board.process",
                    "The process of " + board + " announced its wires in a way that cannot be read: " + e.getMessage());
        }
    }
}
