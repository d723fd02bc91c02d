package dev.roadrig.scenarios.drive.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadrig.scenarios.SharedFolder;
import dev.roadrig.scenarios.drive.formats.Imported.At;
import dev.roadrig.scenarios.drive.foxglove.LocationFix;
import dev.roadrig.scenarios.drive.foxglove.PoseInFrame;
import dev.roadrig.scenarios.drive.v1.CanFrame;
import dev.roadrig.scenarios.drive.v1.Measurement;
import dev.roadrig.scenarios.fault.BadInput;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Segments of comma2k19. */
class CommaImportTest {
    @TempDir
    private Path folder;

    @Test
    void a_real_segment_keeps_every_row_of_every_array() throws Exception {
        Imported imported = Imported.of(SharedFolder.data("drives/comma2k19-dev-0-40s"), folder);
        assertThat(imported.counts())
                .containsAllEntriesOf(Map.of(
                        "/can/0", 35_841L + 8_285,
                        "/can/1", 29_983L + 16_152,
                        "/vehicle/speed", 3_313L,
                        "/vehicle/wheel_speed", 3_313L,
                        "/vehicle/steering_angle", 3_314L,
                        "/radar", 6_975L,
                        "/imu/acceleration", 4_168L,
                        "/gps/fix", 384L,
                        "/gps/raw", 6_101L,
                        "/pose", 801L))
                .containsEntry("/gps/qcom/fix", 20L)
                .containsEntry("/imu/magnetic_field", 395L)
                .hasSize(20);
        CanFrame can = imported.messages(CanFrame.parser(), "/can/0").get(0).message();
        assertThat(can.getId()).isEqualTo(0x260);
        assertThat(can.getData().toByteArray()).containsExactly(0x08, 0xFF, 0xFB, 0, 0, 0, 0x18, 0x84);
        assertThat(can.getSent()).isFalse();
        assertThat(imported.messages(CanFrame.parser(), "/can/0", "/can/1"))
                .filteredOn(at -> at.message().getSent())
                .hasSize(8_285 + 16_152);
    }

    @Test
    void its_clock_is_brought_to_utc_by_the_frames() throws Exception {
        Imported imported = Imported.of(SharedFolder.data("drives/comma2k19-dev-0-40s"), folder);
        At<LocationFix> fix =
                imported.messages(LocationFix.parser(), "/gps/fix").get(0);
        assertThat(fix.message().getLatitude()).isBetween(37.72, 37.73);
        assertThat(fix.message().getLongitude()).isBetween(-122.48, -122.47);
        // The receiver's own UTC of this fix is 1533226488299 ms; it was logged about 0.2 s later.
        assertThat(fix.utcNanos() / 1_000_000).isBetween(1_533_226_488_299L, 1_533_226_488_699L);
        At<PoseInFrame> pose = imported.messages(PoseInFrame.parser(), "/pose").get(0);
        assertThat(pose.utcNanos() / 1_000_000).isEqualTo(1_533_226_488_397L);
        var orientation = pose.message().getPose().getOrientation();
        double norm = Math.sqrt(Math.pow(orientation.getW(), 2)
                + Math.pow(orientation.getX(), 2)
                + Math.pow(orientation.getY(), 2)
                + Math.pow(orientation.getZ(), 2));
        assertThat(norm).isBetween(0.999, 1.001);
        assertThat(imported.messages(Measurement.parser(), "/vehicle/speed")
                        .get(0)
                        .message()
                        .getValuesList())
                .hasSize(1)
                .allMatch(speed -> speed > 7.9 && speed < 8);
        assertThat(imported.told().account().notes())
                .contains("over 801 frames the two clocks differ by up to 0.000 ms from their mean difference");
        assertThat(imported.told().recognised()).contains("processed_log");
    }

    @Test
    void a_broken_array_is_refused_with_its_name_and_reason() throws Exception {
        refused("x".getBytes(StandardCharsets.US_ASCII), " is no NumPy array: it does not begin with 93 'NUMPY'.");
        refused(npy("<f4", "(1, 2)", 0), " should be an array of <f8; its head is ");
        refused(npy("<f8", "(1, 2, 3)", 0), " should have one or two dimensions in C order; its head is ");
        refused(npy("<f8", "(9999999999, 2)", 16), ": it is cut or damaged.");
        refused(npy("<f8", "(2, 2)", 16), " bytes where its head, 2 rows of 2, needs ");
        refused(npy("<f8", "(1,)", 8), " should have a week and a time for each frame of global_pose/frame_times.npy.");
        byte[] huge = npy("<f8", "(1, 2)", 16);
        huge[6] = 2;
        huge[11] = 0x7f;
        refused(huge, " bytes; at most 65536 are read.");
    }

    private static byte[] npy(String type, String shape, int bytes) {
        String head = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }\n";
        ByteBuffer file = ByteBuffer.allocate(10 + head.length() + bytes).order(ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}).putShort((short) head.length());
        return file.put(head.getBytes(StandardCharsets.US_ASCII)).array();
    }

    private void refused(byte[] gpsTimes, String message) throws Exception {
        Path segment = folder.resolve("segment");
        Files.createDirectories(segment.resolve("processed_log"));
        Files.createDirectories(segment.resolve("global_pose"));
        Files.write(segment.resolve("global_pose/frame_times.npy"), npy("<f8", "(1,)", 8));
        Path broken = segment.resolve("global_pose/frame_gps_times.npy");
        Files.write(broken, gpsTimes);
        assertThatThrownBy(() -> DriveImport.of(segment, folder.resolve("segment.mcap")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(message);
        assertThat(folder.resolve("segment.mcap")).doesNotExist();
    }

    @Test
    void the_rows_of_a_part_and_its_times_are_as_many() throws Exception {
        Path segment = folder.resolve("segment");
        Files.createDirectories(segment.resolve("processed_log/CAN/speed"));
        Files.createDirectories(segment.resolve("global_pose"));
        Files.write(segment.resolve("global_pose/frame_times.npy"), npy("<f8", "(1,)", 8));
        Files.write(segment.resolve("global_pose/frame_gps_times.npy"), npy("<f8", "(1, 2)", 16));
        Files.write(segment.resolve("processed_log/CAN/speed/t.npy"), npy("<f8", "(2,)", 16));
        Files.write(segment.resolve("processed_log/CAN/speed/value.npy"), npy("<f8", "(1, 1)", 8));
        assertThatThrownBy(() -> DriveImport.of(segment, folder.resolve("segment.mcap")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("value.npy has 1 rows, and ")
                .hasMessageEndingWith("t.npy has 2.");
        assertThat(List.of(folder.toFile().list())).containsExactly("segment");
    }
}
