package dev.roadrig.scenarios.drive.formats;

import com.google.protobuf.ByteString;
import dev.roadrig.scenarios.drive.CameraFrames;
import dev.roadrig.scenarios.drive.DriveTopic;
import dev.roadrig.scenarios.drive.DriveWriter;
import dev.roadrig.scenarios.drive.foxglove.LocationFix;
import dev.roadrig.scenarios.drive.foxglove.Pose;
import dev.roadrig.scenarios.drive.foxglove.PoseInFrame;
import dev.roadrig.scenarios.drive.foxglove.Quaternion;
import dev.roadrig.scenarios.drive.foxglove.Vector3;
import dev.roadrig.scenarios.drive.v1.CanFrame;
import dev.roadrig.scenarios.drive.v1.GnssState;
import dev.roadrig.scenarios.drive.v1.Measurement;
import dev.roadrig.scenarios.fault.RigFault;
import java.util.List;

/** Rows of a comma2k19 segment as messages; columns and units as the data set's own description has them. */
final class CommaRows {
    /** What a bus is raised by where the frame was sent to it, and not received. */
    private static final int SENT = 128;

    private static final DriveTopic POSE =
            new DriveTopic("/pose", PoseInFrame.getDescriptor(), "m in the Earth's frame (ECEF), unit quaternion");
    private static final DriveTopic VELOCITY = DriveTopic.measurement("/pose/velocity", "m/s in ECEF: x, y, z");

    private CommaRows() {}

    /** {@code address}, {@code data}, {@code src}. */
    static CommaStream.Rows can() {
        DriveTopic[] topics = new DriveTopic[SENT];
        return (writer, stamp, values) -> {
            int source = (int) values.get(2).whole(0, 0, 2 * SENT - 1);
            int bus = source % SENT;
            DriveTopic topic = topics[bus] == null ? DriveTopic.can(String.valueOf(bus)) : topics[bus];
            topics[bus] = topic;
            int id = (int) values.get(0).whole(0, 0, CanChannels.MOST_EXTENDED);
            byte[] data = values.get(1).bytes();
            writer.write(
                    topic,
                    stamp,
                    CanFrame.newBuilder()
                            .setId(id)
                            .setExtended(id > CanChannels.MOST_STANDARD)
                            .setLength(data.length)
                            .setData(ByteString.copyFrom(data))
                            .setSent(source >= SENT)
                            .build());
        };
    }

    /** All columns of one array, as they are. */
    static CommaStream.Rows numbers(String topic, String units) {
        DriveTopic channel = DriveTopic.measurement(topic, units);
        return (writer, stamp, values) -> {
            NpyArray array = values.get(0);
            var numbers = Measurement.newBuilder();
            for (int i = 0; i < array.columns(); i++) {
                numbers.addValues(array.numberOrNot(i));
            }
            writer.write(channel, stamp, numbers.build());
        };
    }

    /** {@code live_gnss}: latitude, longitude, speed, UTC in ms, altitude, bearing. */
    static CommaStream.Rows positions(String prefix) {
        DriveTopic fix = new DriveTopic(prefix + "/fix", LocationFix.getDescriptor(), DriveTopic.FIX.units());
        DriveTopic state = new DriveTopic(prefix + "/state", GnssState.getDescriptor(), DriveTopic.GNSS.units());
        return (writer, stamp, values) -> {
            NpyArray row = values.get(0);
            double latitude = row.number(0);
            double longitude = row.number(1);
            if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) {
                throw row.bad(0, "a position in degrees and not " + latitude + ", " + longitude);
            }
            writer.write(
                    fix,
                    stamp,
                    LocationFix.newBuilder()
                            .setTimestamp(CameraFrames.stamp(stamp))
                            .setFrameId("gps")
                            .setLatitude(latitude)
                            .setLongitude(longitude)
                            .setAltitude(row.number(4))
                            .build());
            writer.write(
                    state,
                    stamp,
                    GnssState.newBuilder()
                            .setSpeedMetresPerSecond(row.number(2))
                            .setHeadingDegrees(row.number(5))
                            .build());
        };
    }

    /** {@code frame_positions}, {@code frame_orientations} (w first), {@code frame_velocities}. */
    static void pose(DriveWriter writer, long stamp, List<NpyArray> values) throws RigFault {
        NpyArray at = values.get(0);
        NpyArray turned = values.get(1);
        NpyArray velocity = values.get(2);
        writer.write(
                POSE,
                stamp,
                PoseInFrame.newBuilder()
                        .setTimestamp(CameraFrames.stamp(stamp))
                        .setFrameId("ecef")
                        .setPose(Pose.newBuilder()
                                .setPosition(Vector3.newBuilder()
                                        .setX(at.number(0))
                                        .setY(at.number(1))
                                        .setZ(at.number(2)))
                                .setOrientation(Quaternion.newBuilder()
                                        .setW(turned.number(0))
                                        .setX(turned.number(1))
                                        .setY(turned.number(2))
                                        .setZ(turned.number(3))))
                        .build());
        writer.write(
                VELOCITY,
                stamp,
                Measurement.newBuilder()
                        .addValues(velocity.number(0))
                        .addValues(velocity.number(1))
                        .addValues(velocity.number(2))
                        .build());
    }
}
