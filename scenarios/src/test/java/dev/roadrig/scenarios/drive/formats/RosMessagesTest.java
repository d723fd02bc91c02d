package dev.roadrig.scenarios.drive.formats;

import static dev.roadrig.scenarios.drive.formats.RosTypes.CAN;
import static dev.roadrig.scenarios.drive.formats.RosTypes.FIX;
import static dev.roadrig.scenarios.drive.formats.RosTypes.HEADER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadrig.scenarios.drive.formats.RosBagFile.Cdr;
import dev.roadrig.scenarios.drive.foxglove.LocationFix;
import dev.roadrig.scenarios.drive.foxglove.Log;
import dev.roadrig.scenarios.drive.v1.CanFrame;
import dev.roadrig.scenarios.drive.v1.Measurement;
import dev.roadrig.scenarios.fault.BadInput;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages of ROS 2; no real ones are at hand, so their bytes are made here by CDR's rules, two of them by hand. */
class RosMessagesTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int T0 = 1_700_000_000;

    @TempDir
    private Path folder;

    private Imported imported(Path source) throws Exception {
        return Imported.of(source, folder);
    }

    private Path bag(String name) {
        return folder.resolve(name);
    }

    private void refused(byte[] message, String words) throws IOException {
        Path file = bag("bad.mcap");
        try (var bag = new RosBagFile(file).topic("/can", "can_msgs/msg/Frame", CAN)) {
            bag.message("/can", SECOND, message);
        }
        assertThatThrownBy(() -> imported(file))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("bad.mcap: message 1 on /can cannot be read: ")
                .hasMessageContaining(words);
        assertThat(folder.toFile().list()).as("nothing is left of it").containsExactly("bad.mcap");
    }

    /** Little endian, worked out by hand: 13 bytes of header, 3 of padding, then the identifier. */
    @Test
    void a_can_frame_is_read_byte_by_byte() throws Exception {
        byte[] frame = HexFormat.ofDelimiter(" ")
                .parseHex("00 01 00 00 00 f1 53 65 40 42 0f 00 01 00 00 00 00 ff ff ff"
                        + " bc 9a 78 16 00 01 00 03 11 22 33 44 55 66 77 88");
        try (var bag = new RosBagFile(bag("b.mcap")).topic("/can0/received", "can_msgs/msg/Frame", CAN)) {
            bag.message("/can0/received", 5 * SECOND, frame);
        }
        Imported made = imported(bag("b.mcap"));
        assertThat(made.told().form()).isEqualTo("ROS 2 bag stored as MCAP");
        Imported.At<CanFrame> seen =
                made.messages(CanFrame.parser(), "/can/can0_received").get(0);
        assertThat(seen.utcNanos()).isEqualTo(0x6553f100L * SECOND + 1_000_000);
        CanFrame can = seen.message();
        assertThat(can.getId()).isEqualTo(0x16789abc);
        assertThat(can.getExtended()).isTrue();
        assertThat(can.getData().toByteArray()).containsExactly(0x11, 0x22, 0x33);
    }

    /** Big endian, worked out by hand: text of 4 bytes ends at 16, the service is at 18, doubles begin at 24. */
    @Test
    void a_position_is_read_byte_by_byte() throws Exception {
        byte[] fix = HexFormat.ofDelimiter(" ")
                .parseHex("00 00 00 00 65 53 f1 00 00 00 00 00 00 00 00 04 67 70 73 00"
                        + " 00 ff 00 01 ff ff ff ff 40 48 00 00 00 00 00 00 c0 26 80 00 00 00 00 00"
                        + " 40 80 00 00 00 00 00 00" + " 00".repeat(72) + " 02");
        try (var bag = new RosBagFile(bag("b.mcap")).topic("/gps", "sensor_msgs/msg/NavSatFix", FIX)) {
            bag.message("/gps", 5 * SECOND, fix);
        }
        Imported made = imported(bag("b.mcap"));
        LocationFix seen =
                made.messages(LocationFix.parser(), "/gps/fix").get(0).message();
        assertThat(seen.getLatitude()).isEqualTo(48);
        assertThat(seen.getLongitude()).isEqualTo(-11.25);
        assertThat(seen.getAltitude()).isEqualTo(512);
    }

    @Test
    void imu_speed_and_log_are_read_and_a_message_without_a_stamp_has_that_of_its_reception() throws Exception {
        String imu = HEADER + "geometry_msgs/Quaternion orientation\nfloat64[9] orientation_covariance\n"
                + "geometry_msgs/Vector3 angular_velocity\nfloat64[9] angular_velocity_covariance\n"
                + "geometry_msgs/Vector3 linear_acceleration\nfloat64[9] linear_acceleration_covariance\n";
        String log = """
                byte DEBUG=10
                builtin_interfaces/Time stamp
                uint8 level
                string name
                string msg
                string file
                string function
                uint32 line
                """;
        double[] none = new double[9];
        double[] absent = {-1, 0, 0, 0, 0, 0, 0, 0, 0};
        try (var bag = new RosBagFile(bag("b.mcap"))) {
            bag.topic("/imu", "sensor_msgs/msg/Imu", imu)
                    .topic("/twist", "geometry_msgs/msg/TwistStamped", HEADER + "Twist twist\n")
                    .topic("/rosout", "rcl_interfaces/msg/Log", log);
            Cdr message = new Cdr(ByteOrder.LITTLE_ENDIAN)
                    .header(0, 0)
                    .f64(0, 0, 0, 1)
                    .f64(none)
                    .f64(0.1, 0.2, 0.3)
                    .f64(absent)
                    .f64(1, 2, 9.81)
                    .f64(none);
            bag.message("/imu", 7 * SECOND, message.done());
            bag.message(
                    "/twist",
                    8 * SECOND,
                    new Cdr(ByteOrder.BIG_ENDIAN)
                            .header(T0, 5)
                            .f64(12.5, 0, 0, 0, 0, 0.02)
                            .done());
            bag.message(
                    "/rosout",
                    9 * SECOND,
                    new Cdr(ByteOrder.LITTLE_ENDIAN)
                            .i32(T0)
                            .i32(6)
                            .u8(40)
                            .string("planner")
                            .string("no path")
                            .string("p.cpp")
                            .string("plan")
                            .i32(17)
                            .done());
        }
        Imported made = imported(bag("b.mcap"));
        assertThat(made.told().account().notes())
                .contains("1 messages without a stamp of their own, which have that of their reception");
        assertThat(made.messages(Measurement.parser(), "/imu/acceleration")
                        .get(0)
                        .utcNanos())
                .isEqualTo(7 * SECOND);
        assertThat(made.messages(Measurement.parser(), "/imu/acceleration")
                        .get(0)
                        .message()
                        .getValuesList())
                .containsExactly(1.0, 2.0, 9.81);
        assertThat(made.messages(Measurement.parser(), "/imu/angular_velocity"))
                .as("its covariance says that it is absent")
                .isEmpty();
        assertThat(made.messages(Measurement.parser(), "/car/velocity")
                        .get(0)
                        .message()
                        .getValuesList())
                .containsExactly(12.5, 0.0, 0.0, 0.0, 0.0, 0.02);
        Log line = made.messages(Log.parser(), "/log/application").get(0).message();
        assertThat(line.getLevel()).isEqualTo(Log.Level.ERROR);
        assertThat(line.getMessage()).isEqualTo("no path");
        assertThat(line.getLine()).isEqualTo(17);
    }

    @Test
    void broken_messages_are_refused_with_their_place() throws Exception {
        byte[] whole = new Cdr(ByteOrder.LITTLE_ENDIAN)
                .header(T0, 1)
                .i32(1)
                .u8(0, 0, 0, 8)
                .u8(1, 2, 3, 4, 5, 6, 7, 8)
                .done();
        refused(new byte[3], "it has 3 bytes, less than its encapsulation header");
        byte[] list = whole.clone();
        list[1] = 3;
        refused(list, "its encapsulation is 0x0003; only plain CDR");
        refused(Arrays.copyOf(whole, whole.length - 9), "within a value");
        refused(Arrays.copyOf(whole, whole.length - 1), "a sequence states 8 bytes where 7 are left");
        byte[] absurd = whole.clone();
        absurd[15] = 0x7F;
        refused(absurd, "a sequence states 2130706442 bytes where");
        byte[] late = new Cdr(ByteOrder.LITTLE_ENDIAN).header(T0, -1).done();
        refused(late, "its stamp is 1700000000 s and 4294967295 ns");
        refused(
                new Cdr(ByteOrder.LITTLE_ENDIAN)
                        .header(T0, 1)
                        .i32(0x800)
                        .u8(0, 0, 0, 9)
                        .f64(0)
                        .done(),
                "no CAN frame has the identifier 0x800 and 9 bytes");
    }

    @Test
    void a_type_of_the_same_name_with_other_fields_is_not_guessed_at() throws Exception {
        try (var bag = new RosBagFile(bag("b.mcap"))
                .topic("/can", "can_msgs/msg/Frame", CAN.replace("uint8 dlc", "uint16 dlc"))
                .topic("/gps", "sensor_msgs/msg/NavSatFix", FIX)) {
            bag.message("/can", 1, new byte[4]);
            bag.message(
                    "/gps",
                    2,
                    new Cdr(ByteOrder.LITTLE_ENDIAN)
                            .header(T0, 0)
                            .u8(0)
                            .u16(1)
                            .f64(1, 2, 3)
                            .f64(new double[9])
                            .u8(0)
                            .done());
        }
        assertThat(imported(bag("b.mcap")).told().account().dropped())
                .containsExactly("1 messages on /can: its can_msgs/msg/Frame has other fields than that of ROS 2's own"
                        + " packages");
    }
}
