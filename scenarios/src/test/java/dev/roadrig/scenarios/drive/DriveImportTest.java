package dev.roadrig.scenarios.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadrig.scenarios.SharedFolder;
import dev.roadrig.scenarios.drive.DriveFrame.Box;
import dev.roadrig.scenarios.drive.DriveFrame.Label;
import dev.roadrig.scenarios.drive.formats.DriveImport;
import dev.roadrig.scenarios.drive.foxglove.ImageAnnotations;
import dev.roadrig.scenarios.drive.foxglove.LocationFix;
import dev.roadrig.scenarios.drive.v1.GnssState;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.mcap.McapFile;
import dev.roadrig.scenarios.mcap.MessageCursor;
import dev.roadrig.scenarios.mcap.Query;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders become drives in one file, and nothing of what the runs use changes on the way. */
class DriveImportTest {
    @TempDir
    private Path folder;

    private static void assertSameDrive(Path one, Path other) {
        try (Drive a = DriveReader.open(one);
                Drive b = DriveReader.open(other);
                Drive.FrameCursor left = a.frames();
                Drive.FrameCursor right = b.frames()) {
            assertThat(b.startUtcNanos()).isEqualTo(a.startUtcNanos());
            assertThat(b.duration()).isEqualTo(a.duration());
            assertThat(b.frameCount()).isEqualTo(a.frameCount());
            while (left.hasNext()) {
                DriveFrame from = left.next();
                DriveFrame to = right.next();
                String which = "frame " + from.index();
                assertThat(to.index()).as(which).isEqualTo(from.index());
                assertThat(to.offsetNanos()).as(which).isEqualTo(from.offsetNanos());
                assertThat(to.mediaType()).as(which).isEqualTo(from.mediaType());
                assertThat(to.truth()).as(which).isEqualTo(from.truth());
                assertThat(to.attributes()).as(which).isEqualTo(from.attributes());
                assertThat(to.distanceMetres()).as(which).isEqualTo(Double.valueOf(from.distanceMetres()));
                assertThat(to.picture().read())
                        .as(which)
                        .isEqualTo(from.picture().read());
            }
            assertThat(right.hasNext()).isFalse();
        }
    }

    @Test
    void a_folder_behind_a_link_has_the_hash_of_the_folder() throws Exception {
        Path demo = DriveReaderTest.demo();
        Path link = Files.createSymbolicLink(folder.resolve("link"), demo.toAbsolutePath());
        assertThat(FolderHash.ofFolder(link)).isEqualTo(FolderHash.ofFolder(demo));
    }

    @Test
    void a_drive_that_was_made_and_cannot_be_played_is_not_left_behind() throws Exception {
        Path target = folder.resolve("made.mcap");
        try (var writer = new DriveWriter(target)) {
            var second = new DriveFrame(1, 0, "image/jpeg", () -> new byte[] {1}, List.of(), Map.of(), Double.NaN);
            writer.writeFrame(second, 0);
            writer.finish(Map.of());
        }
        assertThatThrownBy(() -> Recording.ofMade(target))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("frames are counted from 0");
        assertThat(target).doesNotExist();
    }

    @Test
    void the_demo_drive_in_one_file_equals_its_folder_frame_by_frame() throws Exception {
        Path target = folder.resolve("demo.mcap");
        DriveImport made = DriveImport.of(DriveReaderTest.demo(), target);
        assertSameDrive(DriveReaderTest.demo(), target);
        assertThat(made.made().frames()).isEqualTo(200);
        assertThat(made.account().timeBase()).isEqualTo("UTC as recorded in frames.csv");
        var counts = new TreeMap<String, Long>();
        made.made()
                .channels()
                .forEach(channel -> counts.put(channel.topic() + " " + channel.schema(), channel.messages()));
        assertThat(counts)
                .containsEntry("/camera/image foxglove.CompressedImage", 200L)
                .containsEntry("/camera/annotations foxglove.ImageAnnotations", 200L)
                .containsEntry("/camera/frame roadrig.drive.v1.CameraFrame", 200L)
                .containsEntry("/gps/fix foxglove.LocationFix", 153L)
                .containsEntry("/gps/state roadrig.drive.v1.GnssState", 200L)
                .containsEntry("/link roadrig.drive.v1.LinkSample", 200L)
                .hasSize(6);
        assertThat(made.account().dropped())
                .containsExactly(
                        "columns of frames.csv: ego_speed_mps, heading_deg, lat, lead_gap_m, lon, visible_signs",
                        "columns of labels.csv: distance_m, name");
    }

    @Test
    void real_pictures_without_a_clock_of_their_own_keep_the_one_that_the_folder_gives_them() throws Exception {
        Path source = SharedFolder.data("images/gtsrb-430");
        Path target = folder.resolve("signs.mcap");
        assertThat(DriveImport.of(source, target).account().timeBase()).startsWith("synthetic: ten frames a second");
        assertSameDrive(source, target);
    }

    @Test
    void the_hash_of_a_drive_in_one_file_is_the_files_and_it_names_its_source() throws Exception {
        Path target = folder.resolve("demo.mcap");
        DriveImport made = DriveImport.of(DriveReaderTest.demo(), target);
        DriveImport again = DriveImport.of(DriveReaderTest.demo(), folder.resolve("again.mcap"));
        assertThat(again.made().sha256())
                .as("the same source makes the same bytes")
                .isEqualTo(made.made().sha256());
        try (Drive source = DriveReader.open(DriveReaderTest.demo());
                Drive drive = DriveReader.open(target)) {
            assertThat(drive.sha256())
                    .isEqualTo(FolderHash.ofFile(target))
                    .isEqualTo(made.made().sha256());
            assertThat(drive.name()).isEqualTo("demo");
            assertThat(drive.origin())
                    .containsEntry("source", "drive")
                    .containsEntry("source-sha256", source.sha256())
                    .containsEntry("form", "folder with CSV files");
        }
    }

    @Test
    void positions_states_and_boxes_to_look_at_are_in_the_messages() throws Exception {
        Path target = folder.resolve("demo.mcap");
        DriveImport.of(DriveReaderTest.demo(), target);
        try (McapFile file = McapFile.open(target)) {
            LocationFix fix = LocationFix.parseFrom(first(file, "/gps/fix").data());
            assertThat(fix.getLatitude()).isEqualTo(49.7004236);
            assertThat(fix.getLongitude()).isEqualTo(9.2605443);
            assertThat(fix.getAltitude()).isEqualTo(211.8);
            assertThat(fix.getTimestamp().getSeconds()).isEqualTo(1_790_000_000L);
            GnssState state = GnssState.parseFrom(first(file, "/gps/state").data());
            assertThat(state.getSpeedMetresPerSecond()).isEqualTo(17.43);
            assertThat(state.getSatellites()).isEqualTo(14);
            assertThat(state.getFix()).isEqualTo("3d");
            ImageAnnotations boxes = ImageAnnotations.parseFrom(
                    first(file, "/camera/annotations").data());
            assertThat(boxes.getPointsList()).hasSize(3);
            assertThat(boxes.getPoints(0).getPoints(0).getX()).isEqualTo(450.69f);
            assertThat(boxes.getTexts(0).getText()).isEqualTo("class 4, track 0");
        }
    }

    private static MessageCursor first(McapFile file, String topic) {
        MessageCursor cursor = file.messages(Query.BY_TIME.topics(Set.of(topic)));
        assertThat(cursor.next()).as("there is a message on %s", topic).isTrue();
        return cursor;
    }

    @Test
    void what_is_not_taken_over_is_told() throws Exception {
        Path source = writeDrive(folder.resolve("drive"));
        Files.writeString(source.resolve("notes.txt"), "wet road");
        Files.writeString(source.resolve(".hidden"), "left by a tool");
        Files.write(source.resolve("spare.jpg"), new byte[] {1});
        Files.writeString(source.resolve("track.csv"), "t_ns,lat,lon,mood\n5,1,2,fine\n");
        assertThat(DriveImport.of(source, folder.resolve("d.mcap")).account().dropped())
                .containsExactly(
                        "columns of track.csv: mood", "at least 1 pictures that no row names", "files: notes.txt");
    }

    @Test
    void what_cannot_be_imported_is_refused_and_leaves_nothing_behind() throws Exception {
        Path source = writeDrive(folder.resolve("drive"));
        Path out = Files.createDirectories(folder.resolve("out"));
        Path target = out.resolve("d.mcap");
        refused(source, out.resolve("d.bag"), "d.bag should end in .mcap, since that is what an import makes.");
        refused(folder.resolve("none"), target, "There is nothing to import at " + folder.resolve("none") + ".");
        refused(
                out,
                target,
                out
                        + " is of no form that can be imported. Known: folder (folder with CSV files), candump (candump log), ");
        refused(source, out.resolve("no/d.mcap"), "d.mcap cannot be made: ");
        Files.writeString(source.resolve("cellular.csv"), "t_ns,down_kbps,up_kbps\n5,1,-1\n");
        refused(source, target, "cellular.csv:2: column up_kbps should be a number of 0 or more and not '-1'.");
        Files.writeString(source.resolve("cellular.csv"), "t_ns,down_kbps,up_kbps\n5,1,0.0001\n");
        refused(
                source,
                target,
                "cellular.csv:2: column up_kbps should be a whole number of bits a second and not 0.0001.");
        Files.writeString(source.resolve("cellular.csv"), "t_ns,down_kbps,up_kbps\n5,1,1\n5,1,1\n");
        refused(source, target, "cellular.csv:3: column t_ns should be later than the row before, which is at 5.");
        Files.writeString(source.resolve("cellular.csv"), "t_ns,down_kbps\n5,1\n");
        refused(source, target, "cellular.csv:1: the column up_kbps is missing; there are down_kbps, t_ns.");
        Files.delete(source.resolve("cellular.csv"));
        Files.writeString(source.resolve("track.csv"), "t_ns,lat,lon\n5,91,2\n");
        refused(source, target, "track.csv:2: column lat should be between -90.0 and 90.0 and not 91.");
        try (Stream<Path> left = Files.list(out)) {
            assertThat(left).isEmpty();
        }
        Files.delete(source.resolve("track.csv"));
        Files.writeString(target, "mine");
        refused(source, target, "d.mcap exists already; a drive is never written over. Choose another name with -o.");
        assertThat(target).hasContent("mine");
    }

    private static void refused(Path source, Path target, String message) {
        assertThatThrownBy(() -> DriveImport.of(source, target))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(message);
    }

    @Test
    void a_link_keeps_what_is_known_and_what_is_not() throws Exception {
        Path source = writeDrive(folder.resolve("drive"));
        Files.writeString(
                source.resolve("cellular.csv"),
                "t_ns,state,down_kbps,up_kbps,rtt_ms,jitter_ms,loss\n4,lte,2.5,100,39.2,2.3,0.001\n6,none,0,0,,,1\n");
        Path target = folder.resolve("d.mcap");
        DriveImport.of(source, target);
        var states = new java.util.ArrayList<RecordedLink>();
        try (Drive drive = DriveReader.open(target)) {
            drive.forEachLinkState(states::add);
        }
        assertThat(states.get(0).roundTrip()).contains(Duration.ofNanos(39_200_000));
        assertThat(states.get(0).downBitsPerSecond()).isEqualTo(2_500);
        assertThat(states.get(0).loss()).isEqualTo(0.001);
        assertThat(states.get(1).utcNanos()).isEqualTo(6);
        assertThat(states.get(1).roundTrip()).isEmpty();
        assertThat(states.get(1).jitter()).isEmpty();
        assertThat(states).hasSize(2);
    }

    @Test
    void a_drive_far_larger_than_the_memory_is_imported_and_played() throws Exception {
        Path source = LargeDriveChild.writeFolder(folder.resolve("large"));
        Path target = folder.resolve("large.mcap");
        Path log = folder.resolve("log");
        Process child = new ProcessBuilder(LargeDriveChild.command(source, target))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(child.waitFor(120, TimeUnit.SECONDS)).isTrue();
        } finally {
            child.destroyForcibly();
        }
        assertThat(log).hasContent("played " + LargeDriveChild.FRAMES + " frames");
        assertThat(Files.size(target)).isGreaterThan((3L * LargeDriveChild.HEAP_MIB) << 20);
    }

    /** Two frames with a box each, stamps 5 and 6. */
    static Path writeDrive(Path drive) throws IOException {
        Files.createDirectories(drive);
        Files.write(drive.resolve("p.jpg"), new byte[] {1, 2, 3});
        Files.write(drive.resolve("q.jpg"), new byte[] {4});
        Files.writeString(drive.resolve("frames.csv"), "frame,file,t_ns\n0,p.jpg,5\n1,q.jpg,6\n");
        Files.writeString(
                drive.resolve("labels.csv"),
                "frame,track_id,class_id,x1,y1,x2,y2\n0,1,2,0,0,1,1\n1,1,2,0.25,0,1,1.125\n");
        return drive;
    }

    @Test
    void a_frame_without_what_a_folder_need_not_say_is_without_it_still() throws Exception {
        Path source = writeDrive(folder.resolve("drive"));
        Path target = folder.resolve("d.mcap");
        DriveImport.of(source, target);
        assertSameDrive(source, target);
        try (Drive drive = DriveReader.open(target)) {
            DriveFrame last = DriveReaderTest.frames(drive).get(1);
            assertThat(last.distanceMetres()).isNaN();
            assertThat(last.attributes()).isEmpty();
            assertThat(last.truth()).isEqualTo(List.of(new Label(1, 2, new Box(0.25f, 0, 1, 1.125f), 1)));
            assertThat(drive.channels()).extracting(Drive.Channel::topic).doesNotContain("/link", "/gps/fix");
        }
    }
}
