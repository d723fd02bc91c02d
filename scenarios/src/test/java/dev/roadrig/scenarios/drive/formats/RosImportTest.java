package dev.roadrig.scenarios.drive.formats;

import static dev.roadrig.scenarios.drive.formats.RosTypes.CAN;
import static dev.roadrig.scenarios.drive.formats.RosTypes.FIX;
import static dev.roadrig.scenarios.drive.formats.RosTypes.PICTURE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadrig.scenarios.SharedFolder;
import dev.roadrig.scenarios.drive.Drive;
import dev.roadrig.scenarios.drive.DriveReader;
import dev.roadrig.scenarios.drive.formats.RosBagFile.Cdr;
import dev.roadrig.scenarios.drive.v1.CanFrame;
import dev.roadrig.scenarios.fault.BadInput;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bags of ROS 2, made here as rosbag2 writes them: what their files and topics become. */
class RosImportTest {
    private static final int T0 = 1_700_000_000;

    @TempDir
    private Path folder;

    private Imported imported(Path source) throws Exception {
        return Imported.of(source, folder);
    }

    private Path bag(String name) {
        return folder.resolve(name);
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
        Imported made = imported(bag("b.mcap"));
        assertThat(made.told().made().frames()).isEqualTo(3);
        assertThat(made.told().account().dropped())
                .containsExactlyInAnyOrder(
                        "1 messages on /rear: /front has more of this type, and a drive has one",
                        "1 messages on /cloud: of sensor_msgs/msg/PointCloud2",
                        "1 pictures whose stamp is not after the one before",
                        "1 pictures that are neither JPEG nor PNG");
        assertThat(made.told().account().notes()).contains("/front read as picture");
        try (Drive drive = DriveReader.open(made.file())) {
            assertThat(drive.duration()).isBetween(Duration.ofMillis(200), Duration.ofMillis(300));
            assertThat(drive.frames().next().picture().read()).isEqualTo(jpeg);
        }
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
        Imported made = imported(split);
        assertThat(made.told().account().notes()).contains("2 files, merged by log time");
        assertThat(made.messages(CanFrame.parser(), "/can/can"))
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
        Imported made = imported(split("long", 12, false));
        assertThat(made.messages(CanFrame.parser(), "/can/can"))
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
        Imported made = imported(bag("b.mcap"));
        assertThat(made.told().made().channels())
                .extracting(channel -> channel.topic())
                .containsExactlyInAnyOrder(
                        "/can/vehicle_front_left_radar_bus_can", "/can/vehicle_front_left_radar_bus_c-2");
        assertThat(made.told().account().notes()).contains(stem + "tx is /can/vehicle_front_left_radar_bus_c-2");
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
        assertThatThrownBy(() -> Imported.of(sqlite, folder, Optional.of("ros2")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("A bag in SQLite (.db3) is converted with `ros2 bag convert`");
    }
}
