package dev.roadrig.scenarios.drive.formats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A type of ROS 2 messages that becomes part of a drive, with its fields as ROS 2's own packages define them. */
enum RosType {
    PICTURE("sensor_msgs/msg/CompressedImage", "Header header", "string format", "uint8[] data"),
    FIX(
            "sensor_msgs/msg/NavSatFix",
            "Header header",
            "NavSatStatus status",
            "float64 latitude",
            "float64 longitude",
            "float64 altitude",
            "float64[9] position_covariance",
            "uint8 position_covariance_type"),
    IMU(
            "sensor_msgs/msg/Imu",
            "Header header",
            "Quaternion orientation",
            "float64[9] orientation_covariance",
            "Vector3 angular_velocity",
            "float64[9] angular_velocity_covariance",
            "Vector3 linear_acceleration",
            "float64[9] linear_acceleration_covariance"),
    TWIST("geometry_msgs/msg/TwistStamped", "Header header", "Twist twist"),
    CAN(
            "can_msgs/msg/Frame",
            "Header header",
            "uint32 id",
            "bool is_rtr",
            "bool is_extended",
            "bool is_error",
            "uint8 dlc",
            "uint8[8] data"),
    LOG(
            "rcl_interfaces/msg/Log",
            "Time stamp",
            "uint8 level",
            "string name",
            "string msg",
            "string file",
            "string function",
            "uint32 line");

    private static final Pattern PACKAGE = Pattern.compile("^\\w+/(msg/)?");

    private final String schema;

    @SuppressWarnings("ImmutableEnumChecker") // the list comes from List.of
    private final List<String> fields;

    RosType(String schema, String... fields) {
        this.schema = schema;
        this.fields = List.of(fields);
    }

    /** By the name of its schema. */
    static Optional<RosType> of(String schema) {
        return Arrays.stream(values())
                .filter(type -> type.schema.equals(schema))
                .findFirst();
    }

    /** Whether several topics of it may be in one drive; of the others the one with the most messages is. */
    boolean isMany() {
        return this == CAN || this == LOG;
    }

    /**
     * Whether a definition in ROS 2's message language has these fields, in this order.
     *
     * @param definition the type's own, then those that it names behind lines of {@code =}
     */
    boolean isLike(String definition) {
        List<String> found = new ArrayList<>();
        for (String line : definition.split("\\R")) {
            if (line.startsWith("===")) {
                break;
            }
            String[] words = line.replaceFirst("#.*", "").strip().split("\\s+");
            if (words.length >= 2 && !line.contains("=")) {
                found.add(PACKAGE.matcher(words[0]).replaceFirst("") + " " + words[1]);
            }
        }
        return found.equals(fields);
    }
}
