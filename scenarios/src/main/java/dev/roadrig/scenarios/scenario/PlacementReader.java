package dev.roadrig.scenarios.scenario;

import dev.roadrig.scenarios.fault.Wording;
import dev.roadrig.scenarios.scenario.Placement.Mode;
import dev.roadrig.scenarios.yaml.YamlMap;
import dev.roadrig.scenarios.yaml.YamlNode;
import dev.roadrig.scenarios.yaml.YamlScalar;
import java.time.Duration;

/**
 * Reads where inference runs: {@code edge}; {@code {cloud: {deadline: 80ms, otherwise: edge}}}; {@code {cloud:
 * {deadline: 80ms}}}; or the short words {@code cloud-else-edge} (deadline 100 ms) and {@code cloud} (deadline 1 s).
 */
final class PlacementReader {
    private static final Duration LEAST = Duration.ofMillis(1);
    private static final Duration SHORT_WORD_ELSE_EDGE = Duration.ofMillis(100);
    private static final Duration SHORT_WORD_CLOUD = Duration.ofSeconds(1);

    private PlacementReader() {}

    static Placement read(YamlNode node) {
        return node instanceof YamlMap map ? map(map) : word(node.asScalar());
    }

    private static Placement word(YamlScalar scalar) {
        if (scalar.text().equals("split") || scalar.text().startsWith("split ")) {
            throw scalar.bad(notYet());
        }
        Mode mode = scalar.word(Mode.values(), Mode::word);
        return new Placement(
                mode,
                switch (mode) {
                    case EDGE -> Duration.ZERO;
                    case CLOUD -> SHORT_WORD_CLOUD;
                    case CLOUD_ELSE_EDGE -> SHORT_WORD_ELSE_EDGE;
                });
    }

    private static Placement map(YamlMap map) {
        if (map.has("split")) {
            throw map.badKey("split", notYet());
        }
        YamlMap cloud = map.only("cloud").map("cloud").only("deadline", "otherwise");
        Duration deadline = cloud.scalar("deadline").duration(LEAST);
        return cloud.optionalScalar("otherwise")
                .map(s -> new Placement(otherwise(s), deadline))
                .orElse(new Placement(Mode.CLOUD, deadline));
    }

    private static Mode otherwise(YamlScalar scalar) {
        if (!scalar.text().equals(Mode.EDGE.word())) {
            throw scalar.bad(
                    Wording.quote(scalar.text()) + " is not known here. Allowed: edge; leave the key out for none");
        }
        return Mode.CLOUD_ELSE_EDGE;
    }

    private static String notYet() {
        return "a model split at a tensor cannot be measured yet. Allowed: edge, cloud, cloud-else-edge";
    }
}
