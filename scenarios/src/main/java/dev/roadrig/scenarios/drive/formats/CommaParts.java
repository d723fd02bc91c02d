package dev.roadrig.scenarios.drive.formats;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The parts of a comma2k19 segment: where each lies, on which topic it goes, and in which units. */
final class CommaParts {
    private CommaParts() {}

    /** Opens what there is of a segment, one after the other into a list, so that the caller closes what was opened. */
    static void open(Path source, List<CommaStream> streams) {
        Path can = source.resolve(CommaImporter.LOG + "CAN/raw_can");
        if (Files.isDirectory(can)) {
            streams.add(CommaStream.open(
                    CommaRows.can(),
                    can.resolve("t.npy"),
                    List.of(can.resolve("address.npy"), can.resolve("data.npy"), can.resolve("src.npy")),
                    List.of("<i8", "|S8", "<i8")));
        }
        numbers(source, "CAN/speed", "/vehicle/speed", "m/s", streams);
        numbers(
                source,
                "CAN/wheel_speed",
                "/vehicle/wheel_speed",
                "m/s: front left, front right, rear left, rear right",
                streams);
        numbers(source, "CAN/steering_angle", "/vehicle/steering_angle", "degrees", streams);
        numbers(
                source,
                "CAN/radar",
                "/radar",
                "m ahead, m to the left, m/s relative, two that are not set, address, new track",
                streams);
        numbers(source, "IMU/accelerometer", "/imu/acceleration", "m/s^2: forward, right, down", streams);
        numbers(source, "IMU/gyro", "/imu/angular_velocity", "rad/s: forward, right, down", streams);
        numbers(
                source,
                "IMU/gyro_uncalibrated",
                "/imu/angular_velocity_uncalibrated",
                "rad/s: forward, right, down",
                streams);
        numbers(source, "IMU/gyro_bias", "/imu/angular_velocity_bias", "rad/s: forward, right, down", streams);
        numbers(source, "IMU/magnetometer", "/imu/magnetic_field", "uT: forward, right, down", streams);
        numbers(
                source,
                "IMU/magnetometer_uncalibrated",
                "/imu/magnetic_field_uncalibrated",
                "uT: forward, right, down",
                streams);
        String raw = "the satellite's row as the receiver gives it: PRN, week, time of week, ...";
        numbers(source, "GNSS/raw_gnss_ublox", "/gps/raw", raw, streams);
        numbers(source, "GNSS/raw_gnss_qcom", "/gps/qcom/raw", raw, streams);
        single(source, "GNSS/live_gnss_ublox", CommaRows.positions("/gps"), streams);
        single(source, "GNSS/live_gnss_qcom", CommaRows.positions("/gps/qcom"), streams);
        streams.add(CommaStream.open(
                CommaRows::pose,
                source.resolve(CommaImporter.FRAME_TIMES),
                List.of(
                        source.resolve(CommaImporter.POSE + "frame_positions.npy"),
                        source.resolve(CommaImporter.POSE + "frame_orientations.npy"),
                        source.resolve(CommaImporter.POSE + "frame_velocities.npy")),
                List.of("<f8", "<f8", "<f8")));
    }

    private static void numbers(Path source, String part, String topic, String units, List<CommaStream> streams) {
        single(source, part, CommaRows.numbers(topic, units), streams);
    }

    private static void single(Path source, String part, CommaStream.Rows rows, List<CommaStream> streams) {
        Path folder = source.resolve(CommaImporter.LOG + part);
        if (Files.isDirectory(folder)) {
            streams.add(CommaStream.open(
                    rows, folder.resolve("t.npy"), List.of(folder.resolve("value.npy")), List.of("<f8")));
        }
    }
}
