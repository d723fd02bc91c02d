package dev.roadrig.scenarios.drive.formats;

/** Message types as rosbag2 writes their definitions. */
final class RosTypes {
    static final String HEADER = "std_msgs/Header header\n";
    static final String CAN = HEADER + """
            uint32 id            # without flags
            bool is_rtr
            bool is_extended
            bool is_error
            uint8 dlc
            uint8[8] data
            ================================================================================
            MSG: std_msgs/Header
            builtin_interfaces/Time stamp
            string frame_id
            """;
    static final String FIX = """
            # a comment
            std_msgs/Header header
            uint8 COVARIANCE_TYPE_UNKNOWN=0

            sensor_msgs/NavSatStatus status
            float64 latitude
            float64 longitude
            float64 altitude
            float64[9] position_covariance
            uint8 position_covariance_type
            """;
    static final String PICTURE = HEADER + "string format\nuint8[] data\n";

    private RosTypes() {}
}
