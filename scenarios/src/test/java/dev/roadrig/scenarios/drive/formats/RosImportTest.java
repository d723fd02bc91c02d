package dev.roadrig.scenarios.drive.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import dev.roadrig.scenarios.SharedFolder;
import dev.roadrig.scenarios.drive.Drive;
import dev.roadrig.scenarios.drive.DriveReader;
import dev.roadrig.scenarios.drive.formats.RosBagFile.Cdr;
import dev.roadrig.scenarios.drive.foxglove.LocationFix;
import dev.roadrig.scenarios.drive.foxglove.Log;
import dev.roadrig.scenarios.drive.v1.CanFrame;
import dev.roadrig.scenarios.drive.v1.Measurement;
import dev.roadrig.scenarios.fault.BadInput;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bags of ROS 2; no real one is at hand, so their bytes are made here by CDR's rules, two of them by hand. */
class RosImportTest {
    private static final String HEADER = "std_msgs/Header header\n";
    private static final String CAN = HEADER + """
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
    private static final String FIX = """
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
    private static final String PICTURE = HEADER + "string format\nuint8[] data\n";
    private static final long SECOND = 1_000_000_000L;
    private static final int T0 = 1_700_000_000;

    @TempDir
    private Path folder;

    private Optional<Imported> made = Optional.empty();

    private DriveImport imported(Path source) throws Exception {
        DriveImport told = DriveImport.of(source, target());
        made = Optional.of(new Imported(told, target()));
        return told;
    }

    private Path target() {
        return folder.resolve("drive.mcap");
    }

    private <T extends Message> List<Imported.At<T>> read(Parser<T> parser, String topic) throws Exception {
        return made.orElseThrow().messages(parser, topic);
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
        assertThat(target()).doesNotExist();
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
        DriveImport made = imported(bag("b.mcap"));
        assertThat(made.form()).isEqualTo("ROS 2 bag stored as MCAP");
        Imported.At<CanFrame> seen =
                read(CanFrame.parser(), "/can/can0_received").get(0);
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
        imported(bag("b.mcap"));
        LocationFix seen = read(LocationFix.parser(), "/gps/fix").get(0).message();
        assertThat(seen.getLatitude()).isEqualTo(48);
        assertThat(seen.getLongitude()).isEqualTo(-11.25);
        assertThat(seen.getAltitude()).isEqualTo(512);
    }

    private static byte[] picture(ByteOrder order, int nanos, byte[] jpeg) {
        return new Cdr(order).header(T0, nanos).string("jpeg").sequence(jpeg).done();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void pictures_become_a_drive_of_the_camera_with_the_most_and_what_is_dropped_is_told(boolean little)
            throws Exception {
        ByteOrder order = little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        byte[] jpeg = Files.readAllBytes(SharedFolder.root().resolve("scenarios/demo/drive/frames/0000.jpg"));
        try (var bag = new RosBagFile(bag("b.mcap"))) {
            bag.topic("/front", "sensor_msgs/msg/CompressedImage", PICTURE)
                    .topic("/rear", "sensor_msgs/msg/CompressedImage", PICTURE)
                    .topic("/cloud", "sensor_msgs/msg/PointCloud2", "uint8 x\n");
            bag.message("/rear", 1, picture(order, 1, jpeg)).message("/cloud", 2, new byte[8]);
            for (int i = 0; i < 4; i++) {
                bag.message("/front", 3 + i, picture(order, 100_000_000 * Math.min(i, 2), jpeg));
            }
            bag.message("/front", 9, picture(order, 900_000_000, new byte[] {1, 2, 3}));
        }
        DriveImport made = imported(bag("b.mcap"));
        assertThat(made.made().frames()).isEqualTo(3);
        assertThat(made.account().dropped())
                .containsExactlyInAnyOrder(
                        "1 messages on /rear: /front has more of this type, and a drive has one",
                        "1 messages on /cloud: of sensor_msgs/msg/PointCloud2",
                        "1 pictures whose stamp is not after the one before",
                        "1 pictures that are neither JPEG nor PNG");
        assertThat(made.account().notes()).contains("/front read as picture");
        try (Drive drive = DriveReader.open(target())) {
            assertThat(drive.duration()).isBetween(Duration.ofMillis(200), Duration.ofMillis(300));
            assertThat(drive.frames().next().picture().read()).isEqualTo(jpeg);
        }
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
        DriveImport made = imported(bag("b.mcap"));
        assertThat(made.account().notes())
                .contains("1 messages without a stamp of their own, which have that of their reception");
        assertThat(read(Measurement.parser(), "/imu/acceleration").get(0).utcNanos())
                .isEqualTo(7 * SECOND);
        assertThat(read(Measurement.parser(), "/imu/acceleration")
                        .get(0)
                        .message()
                        .getValuesList())
                .containsExactly(1.0, 2.0, 9.81);
        assertThat(read(Measurement.parser(), "/imu/angular_velocity"))
                .as("its covariance says that it is absent")
                .isEmpty();
        assertThat(read(Measurement.parser(), "/car/velocity").get(0).message().getValuesList())
                .containsExactly(12.5, 0.0, 0.0, 0.0, 0.0, 0.02);
        Log line = read(Log.parser(), "/log/application").get(0).message();
        assertThat(line.getLevel()).isEqualTo(Log.Level.ERROR);
        assertThat(line.getMessage()).isEqualTo("no path");
        assertThat(line.getLine()).isEqualTo(17);
    }

    @Test
    void the_files_of_a_split_bag_are_merged_by_log_time() throws Exception {
        Path split = Files.createDirectory(bag("bag"));
        Files.writeString(split.resolve("metadata.yaml"), "rosbag2_bagfile_information:\n  version: 5\n");
        for (int part = 0; part < 2; part++) {
            try (var bag =
                    new RosBagFile(split.resolve("bag_" + part + ".mcap")).topic("/can", "can_msgs/msg/Frame", CAN)) {
                for (int i = 0; i < 3; i++) {
                    byte[] frame = new Cdr(ByteOrder.LITTLE_ENDIAN)
                            .header(T0, 10 * i + part)
                            .i32(0x123)
                            .u8(0, 0, 0, 1)
                            .u8(part, 0, 0, 0, 0, 0, 0, 0)
                            .done();
                    bag.message("/can", 10L * i + part, frame);
                }
            }
        }
        DriveImport made = imported(split);
        assertThat(made.account().notes()).contains("2 files, merged by log time");
        assertThat(read(CanFrame.parser(), "/can/can"))
                .extracting(message -> message.utcNanos() % 100)
                .containsExactly(0L, 1L, 10L, 11L, 20L, 21L);
    }

    private static byte[] can(int nanos) {
        return new Cdr(ByteOrder.LITTLE_ENDIAN)
                .header(T0, nanos)
                .i32(0x123)
                .u8(0, 0, 0, 1)
                .u8(new int[8])
                .done();
    }

    /** Files that follow each other or all begin at once, with two messages each. */
    private Path split(String name, int files, boolean atOnce) throws IOException {
        Path split = Files.createDirectory(bag(name));
        Files.writeString(split.resolve("metadata.yaml"), "rosbag2_bagfile_information:\n  version: 5\n");
        for (int part = 0; part < files; part++) {
            // The names say nothing of the order.
            try (var bag = new RosBagFile(split.resolve("bag_" + (files - part) + ".mcap"))
                    .topic("/can", "can_msgs/msg/Frame", CAN)) {
                long from = atOnce ? 0 : 100L * part;
                bag.message("/can", from, can((int) from)).message("/can", from + 99, can((int) from + 99));
            }
        }
        return split;
    }

    @Test
    void files_that_follow_each_other_are_opened_one_after_the_other_and_many_at_once_are_refused() throws Exception {
        imported(split("long", 12, false));
        assertThat(read(CanFrame.parser(), "/can/can"))
                .hasSize(24)
                .isSortedAccordingTo((a, b) -> Long.compare(a.utcNanos(), b.utcNanos()));
        Path wide = split("wide", 9, true);
        assertThatThrownBy(() -> DriveImport.of(wide, folder.resolve("w.mcap")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("Over 8 files of the bag hold the same time");
        assertThat(folder.resolve("w.mcap")).doesNotExist();
    }

    @Test
    void two_topics_are_two_buses_also_where_only_the_ends_of_long_names_differ() throws Exception {
        String stem = "/vehicle/front_left_radar_bus/can0/";
        try (var bag = new RosBagFile(bag("b.mcap"))
                .topic(stem + "rx", "can_msgs/msg/Frame", CAN)
                .topic(stem + "tx", "can_msgs/msg/Frame", CAN)) {
            bag.message(stem + "rx", 1, can(1)).message(stem + "tx", 2, can(2));
        }
        DriveImport made = imported(bag("b.mcap"));
        assertThat(made.made().channels())
                .extracting(channel -> channel.topic())
                .containsExactlyInAnyOrder(
                        "/can/vehicle_front_left_radar_bus_can", "/can/vehicle_front_left_radar_bus_c-2");
        assertThat(made.account().notes()).contains(stem + "tx is /can/vehicle_front_left_radar_bus_c-2");
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
        assertThat(imported(bag("b.mcap")).account().dropped())
                .containsExactly("1 messages on /can: its can_msgs/msg/Frame has other fields than that of ROS 2's own"
                        + " packages");
    }

    @Test
    void a_recording_of_our_own_and_a_bag_in_sqlite_are_no_bags_of_this_form() throws Exception {
        try (var bag = new RosBagFile(bag("other.mcap"), "")) {
            bag.topic("/gps", "sensor_msgs/msg/NavSatFix", FIX);
        }
        assertThat(DriveImport.forms(bag("other.mcap"))).doesNotContain("ros2");
        Path sqlite = Files.createDirectory(bag("sqlite"));
        Files.writeString(sqlite.resolve("metadata.yaml"), "rosbag2_bagfile_information:\n  version: 5\n");
        Files.write(sqlite.resolve("b.db3"), new byte[10]);
        assertThat(DriveImport.forms(sqlite)).contains("ros2");
        assertThatThrownBy(() -> DriveImport.of(sqlite, target(), Optional.of("ros2"), Optional.empty()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("A bag in SQLite (.db3) is converted with `ros2 bag convert`");
    }
}
