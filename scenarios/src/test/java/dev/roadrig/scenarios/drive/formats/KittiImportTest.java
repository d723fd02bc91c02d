package dev.roadrig.scenarios.drive.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.roadrig.scenarios.SharedFolder;
import dev.roadrig.scenarios.drive.Drive;
import dev.roadrig.scenarios.drive.DriveFrame;
import dev.roadrig.scenarios.drive.DriveReader;
import dev.roadrig.scenarios.drive.formats.Imported.At;
import dev.roadrig.scenarios.drive.foxglove.LocationFix;
import dev.roadrig.scenarios.drive.v1.GnssState;
import dev.roadrig.scenarios.drive.v1.Measurement;
import dev.roadrig.scenarios.fault.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** KITTI in its two layouts. */
class KittiImportTest {
    private static final String CAR =
            "Car 0.00 1 1.85 387.63 181.54 423.81 203.12 1.67 1.87 3.69 -16.53 2.39 58.49 1.57\n";

    @TempDir
    private Path folder;

    private static List<DriveFrame> frames(Path file) {
        List<DriveFrame> frames = new ArrayList<>();
        try (Drive drive = DriveReader.open(file);
                Drive.FrameCursor cursor = drive.frames()) {
            while (cursor.hasNext()) {
                frames.add(cursor.next());
            }
        }
        return frames;
    }

    private static byte[] picture(DriveFrame frame, Path file) {
        try (Drive drive = DriveReader.open(file);
                Drive.FrameCursor cursor = drive.frames()) {
            DriveFrame found = cursor.next();
            while (found.index() < frame.index()) {
                found = cursor.next();
            }
            return found.picture().read();
        }
    }

    @Test
    void real_labelled_frames_become_a_drive_that_can_be_played() throws Exception {
        Path source = SharedFolder.data("images/kitti-object");
        Imported imported = Imported.of(source, folder);
        List<DriveFrame> frames = frames(imported.file());
        assertThat(frames).hasSize(3);
        for (DriveFrame frame : frames) {
            String name = "00000" + frame.index();
            List<String> rows = Files.readAllLines(source.resolve("label_2/" + name + ".txt")).stream()
                    .filter(line -> !line.startsWith("DontCare"))
                    .toList();
            assertThat(frame.truth()).as(name).hasSameSizeAs(rows);
            for (int i = 0; i < rows.size(); i++) {
                String[] fields = rows.get(i).split(" ");
                DriveFrame.Label label = frame.truth().get(i);
                assertThat(KittiLabels.TYPES.get(label.classId()))
                        .as(rows.get(i))
                        .isEqualTo(fields[0]);
                assertThat(label.box().x1()).as(rows.get(i)).isEqualTo(Float.parseFloat(fields[4]));
                assertThat(label.box().y2()).as(rows.get(i)).isEqualTo(Float.parseFloat(fields[7]));
            }
            assertThat(picture(frame, imported.file()))
                    .as(name)
                    .isEqualTo(Files.readAllBytes(source.resolve("image_2/" + name + ".png")));
        }
        assertThat(imported.told().account().timeBase())
                .startsWith("synthetic: ten frames a second, laid from 2020-01-01");
        assertThat(imported.told().account().dropped())
                .anyMatch(what -> what.matches("\\d+ regions that nobody labelled \\(DontCare\\)"));
        assertThat(imported.told().recognised()).isEqualTo("recognised by its folder image_2");
    }

    @Test
    void a_broken_label_is_refused_with_line_and_reason() throws Exception {
        refusedLabel("Car 0 0 0\n", ":2: has 4 fields where a label has 15.");
        refusedLabel(
                CAR.replace("Car", "Cart"),
                ":2: 'Cart' is no type of the benchmark; did you mean 'Car'? Allowed: Car, Van,");
        refusedLabel(CAR.replace("387.63", "wide"), ":2: 'wide' is not a number.");
        refusedLabel(CAR.replace("387.63", "1e9"), ":2: '1e9' is not between -1000000.0 and 1000000.0.");
        refusedLabel(CAR.replace("387.63", "487.63"), ":2: has a box whose right or lower edge comes first.");
        refusedLabel(CAR.replace(" 1 ", " 7 "), ":2: '7' is not between 0.0 and 3.0.");
    }

    private void refusedLabel(String line, String message) throws IOException {
        Path images = Files.createDirectories(folder.resolve("set/image_2"));
        Path labels = Files.createDirectories(folder.resolve("set/label_2"));
        Files.write(images.resolve("000007.png"), new byte[] {1});
        Path file = Files.writeString(labels.resolve("000007.txt"), CAR + line);
        refused(folder.resolve("set"), file + message);
    }

    private void refused(Path source, String message) {
        Path target = folder.resolve("refused.mcap");
        assertThatThrownBy(() -> DriveImport.of(source, target))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(message);
        assertThat(target).doesNotExist();
    }

    /** A drive in the raw layout, of real times and a real row of the unit. */
    private Path raw() throws IOException {
        Path drive = folder.resolve("2011_09_26_drive_0001_sync");
        for (String sensor : List.of("image_02", "image_03", "oxts")) {
            Files.createDirectories(drive.resolve(sensor + "/data"));
            Files.copy(
                    SharedFolder.data("transcripts/kitti_oxts/timestamps.txt"),
                    drive.resolve(sensor + "/timestamps.txt"));
        }
        for (int i : List.of(0, 1, 3)) {
            Files.write(drive.resolve("image_02/data/000000000" + i + ".png"), new byte[] {(byte) i});
            Files.copy(
                    SharedFolder.data("transcripts/kitti_oxts/frame_0000000000.txt"),
                    drive.resolve("oxts/data/000000000" + i + ".txt"));
        }
        return drive;
    }

    @Test
    void a_raw_drive_is_the_left_colour_camera_and_the_unit_beside_it() throws Exception {
        Imported imported = Imported.of(raw(), folder);
        List<DriveFrame> frames = frames(imported.file());
        assertThat(frames).hasSize(3);
        assertThat(frames.get(1).offsetNanos()).isEqualTo(26_074_347_616L - 25_964_389_445L);
        assertThat(picture(frames.get(2), imported.file())).containsExactly(3);
        At<LocationFix> fix =
                imported.messages(LocationFix.parser(), "/gps/fix").get(0);
        assertThat(fix.utcNanos()).isEqualTo(1_317_042_145_964_389_445L);
        assertThat(fix.message().getLatitude()).isEqualTo(49.015003823272);
        assertThat(fix.message().getAltitude()).isEqualTo(116.43032836914);
        GnssState state =
                imported.messages(GnssState.parser(), "/gps/state").get(0).message();
        assertThat(state.getSpeedMetresPerSecond()).isEqualTo(13.1727, within(1e-3));
        // To the west of south: the velocities north and east are -6.8 and -11.3 m/s.
        assertThat(state.getHeadingDegrees()).isEqualTo(239.47, within(0.05));
        assertThat(state.getSatellites()).isEqualTo(11);
        assertThat(imported.messages(Measurement.parser(), "/imu/acceleration")
                        .get(0)
                        .message()
                        .getValuesList())
                .containsExactly(-0.44519814607457, 0.042957369847256, 10.209865300506);
        assertThat(imported.counts()).containsEntry("/imu/angular_velocity", 3L).containsEntry("/camera/image", 3L);
        assertThat(imported.told().account().dropped())
                .contains("1 times whose file is not there, first at line 3", "pictures of the camera image_03");
    }

    @Test
    void a_broken_raw_drive_is_refused_with_line_and_reason() throws Exception {
        Path drive = raw();
        Path unit = Files.writeString(drive.resolve("oxts/data/0000000001.txt"), "1 2 3\n");
        refused(drive, unit + ":1: has 3 numbers where the unit writes 30.");
        Path times = drive.resolve("image_02/timestamps.txt");
        Files.writeString(times, "2011-09-26 13:02:25.964389445\nsoon\n");
        refused(drive, times + ":2: 'soon' is no time such as 2011-09-26 13:02:25.964389445.");
        Files.writeString(times, "2011-09-26 13:02:25.964389445\n2011-09-26 13:02:25.964389445\n");
        refused(drive, times + ":2: '2011-09-26 13:02:25.964389445' is not later than the time before.");
        Files.writeString(times, "2011-09-26 13:02:25.964389445\n");
        refused(drive, times + ":1: there is no time for 0000000001.png.");
        Path odd = Files.write(drive.resolve("image_02/data/first.png"), new byte[] {1});
        Files.writeString(times, "2011-09-26 13:02:25.964389445\n".repeat(1));
        refused(drive, "there is no time for 0000000001.png.");
        assertThat(odd).exists();
    }
}
