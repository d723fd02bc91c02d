package dev.roadrig.scenarios.drive.field;

import dev.roadrig.scenarios.quantity.Dimension;
import dev.roadrig.scenarios.yaml.YamlScalar;
import java.util.Arrays;
import java.util.List;

/** A fact that field.yaml may state; all but the names are asked for where they are missing. */
enum FieldKey {
    TICKET("ticket", false),
    FIRMWARE_VERSION("firmware.version", false),
    FIRMWARE_SHA256("firmware.sha256", true),
    MODEL_NAME("model.name", false),
    MODEL_SHA256("model.sha256", true),
    CONFIGURATION_SHA256("configuration.sha256", true),
    BOARD_NAME("board.name", false),
    BOARD_REVISION("board.revision", true),
    SUPPLY("supply", true),
    AMBIENT("ambient", true);

    private final String path;
    private final boolean asked;

    FieldKey(String path, boolean asked) {
        this.path = path;
        this.asked = asked;
    }

    /** With dots. */
    String path() {
        return path;
    }

    /** Whether a ticket without it is told so. */
    boolean asked() {
        return asked;
    }

    String group() {
        return path.contains(".") ? path.substring(0, path.indexOf('.')) : "";
    }

    String last() {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    /** The keys in a group of the file; in the group "" those at its top. */
    static List<FieldKey> in(String group) {
        return Arrays.stream(values()).filter(key -> key.group().equals(group)).toList();
    }

    /** The value, checked. Throws {@link dev.roadrig.scenarios.fault.BadInput} at its place. */
    String read(YamlScalar scalar) {
        return switch (this) {
            case FIRMWARE_SHA256, MODEL_SHA256, CONFIGURATION_SHA256 -> sha256(scalar);
            case SUPPLY -> scalar.quantity(Dimension.VOLTAGE).written();
            case AMBIENT -> scalar.quantity(Dimension.TEMPERATURE).written();
            default -> scalar.title();
        };
    }

    private static String sha256(YamlScalar scalar) {
        if (!scalar.text().matches("[0-9a-f]{64}")) {
            throw scalar.bad("a SHA-256 has 64 digits 0-9 and a-f, as sha256sum prints it");
        }
        return scalar.text();
    }
}
