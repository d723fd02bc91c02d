package dev.roadrig.scenarios.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.protobuf.ByteString;
import dev.roadrig.scenarios.drive.formats.DriveImport;
import dev.roadrig.scenarios.drive.foxglove.CompressedImage;
import dev.roadrig.scenarios.drive.v1.CameraFrame;
import dev.roadrig.scenarios.drive.v1.LabelledObject;
import dev.roadrig.scenarios.drive.v1.LinkSample;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.mcap.McapRecord.Attachment;
import dev.roadrig.scenarios.mcap.McapWriter;
import dev.roadrig.scenarios.mcap.McapWriterOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Drives in one file that are wrong, cut, corrupt or of another make: each is refused with the reason. */
class McapDriveTest {
    private static final CameraFrame FRAME =
            CameraFrame.newBuilder().setMediaType("image/jpeg").build();
    private static final CompressedImage IMAGE = CompressedImage.newBuilder()
            .setFormat("jpeg")
            .setData(ByteString.copyFrom(new byte[] {1}))
            .build();
    private static final LabelledObject OBJECT =
            LabelledObject.newBuilder().setX2(1).setY2(1).setVisible(1).build();

    @TempDir
    private Path folder;

    /** Writes messages into the file {@code d.mcap}. */
    private interface Content {
        void write(DriveWriter drive) throws Exception;
    }

    private Path drive(Content content) throws Exception {
        Path file = folder.resolve("d.mcap");
        Files.deleteIfExists(file);
        try (var writer = new DriveWriter(file)) {
            content.write(writer);
            writer.finish(Map.of());
        }
        return file;
    }

    private Path imported() throws Exception {
        Path file = folder.resolve("whole.mcap");
        DriveImport.of(DriveImportTest.writeDrive(folder.resolve("drive")), file);
        return file;
    }

    private static void refused(Path file, String message) {
        assertThatThrownBy(() -> DriveReader.open(file).close())
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(message);
    }

    @Test
    void a_drive_that_was_cut_anywhere_is_refused_as_cut() throws Exception {
        byte[] whole = Files.readAllBytes(imported());
        Path cut = folder.resolve("cut.mcap");
        for (int length = 8; length < whole.length; length += 7) {
            Files.write(cut, java.util.Arrays.copyOf(whole, length));
            Throwable error = catchThrowable(() -> DriveReader.open(cut).close());
            assertThat(error)
                    .as("cut after %d of %d bytes", length, whole.length)
                    .isInstanceOf(BadInput.class)
                    .hasMessageStartingWith(cut + " is cut or damaged: ")
                    .hasMessageContaining("(at byte ")
                    .hasMessageEndingWith("A drive is played whole or not at all: fetch it again, or import it again"
                            + " with `roadrig drive import`, or make a drive of what is left with `roadrig drive"
                            + " recover`.");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void a_drive_with_a_changed_byte_is_refused_or_plays_the_same(long seed) throws Exception {
        Path whole = imported();
        List<String> frames = played(whole);
        byte[] bytes = Files.readAllBytes(whole);
        var random = new SplittableRandom(seed);
        Path changed = folder.resolve("changed.mcap");
        int refused = 0;
        for (int i = 0; i < 150; i++) {
            byte[] copy = bytes.clone();
            int at = random.nextInt(copy.length);
            copy[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(changed, copy);
            try {
                assertThat(played(changed)).as("seed %d, byte %d", seed, at).isEqualTo(frames);
            } catch (BadInput e) {
                refused++;
            }
        }
        assertThat(refused).as("changes that were seen, seed %d", seed).isGreaterThan(50);
    }

    private static List<String> played(Path file) {
        try (Drive drive = DriveReader.open(file)) {
            return DriveReaderTest.frames(drive).stream()
                    .map(frame -> frame.offsetNanos() + " " + frame.truth() + " "
                            + java.util.Arrays.toString(frame.picture().read()))
                    .toList();
        }
    }

    @Test
    void an_attachment_that_would_leave_its_folder_is_refused_by_name() throws Exception {
        Path file = folder.resolve("d.mcap");
        try (var mcap = new McapWriter(Files.newOutputStream(file), McapWriterOptions.indexed("roadrig", 1 << 16))) {
            mcap.attach(new Attachment(0, 0, "../../.ssh/authorized_keys", "text/plain", ByteString.EMPTY));
        }
        refused(
                file,
                file + " has an attachment named '../../.ssh/authorized_keys', which would leave the folder that it is"
                        + " extracted to. Names are relative, without '..'.");
    }

    @Test
    void a_file_that_is_no_drive_is_told_from_one_that_is_broken() throws Exception {
        Path text = Files.writeString(folder.resolve("text.mcap"), "not a recording");
        refused(text, text + " is not an MCAP file: it does not begin with the format's mark");
        Path other = folder.resolve("other.mcap");
        try (var mcap = new McapWriter(Files.newOutputStream(other), McapWriterOptions.indexed("roadrig", 1 << 16))) {
            mcap.write(mcap.addChannel(0, "/tf", "json", Map.of()), 0, 5, 5, new byte[] {'{', '}'});
        }
        refused(
                other,
                other
                        + " is an MCAP file but no drive: it has no channel /camera/frame. Make drives with `roadrig drive"
                        + " import`.");
        Path bag = Files.writeString(folder.resolve("drive.bag"), "#ROSBAG V2.0\n");
        refused(bag, "drive.bag is no drive: drives are folders with frames.csv or labels.csv, and .mcap files.");
    }

    @Test
    void a_topic_of_another_type_is_named_with_the_type_that_it_should_have() throws Exception {
        Path file = folder.resolve("d.mcap");
        try (var mcap = new McapWriter(Files.newOutputStream(file), McapWriterOptions.indexed("roadrig", 1 << 16))) {
            int schema = mcap.addSchema("sensor_msgs/Image", "ros1msg", ByteString.EMPTY);
            mcap.write(mcap.addChannel(schema, "/camera/frame", "ros1", Map.of()), 0, 5, 5, new byte[] {1});
        }
        refused(
                file,
                "/camera/frame is encoded as 'ros1' with the schema 'sensor_msgs/Image'; in a drive it is protobuf with"
                        + " roadrig.drive.v1.CameraFrame.");
    }

    @Test
    void frames_and_pictures_that_do_not_go_together_are_refused() throws Exception {
        refused(
                drive(d -> {
                    d.write(DriveTopic.IMAGE, 5, IMAGE);
                    d.write(DriveTopic.FRAME, 6, FRAME);
                }),
                "at 5 ns there are 0 messages on /camera/frame and 1 on /camera/image; a drive has one of each at every"
                        + " frame's stamp.");
        refused(
                drive(d -> {
                    pair(d, 5, FRAME);
                    pair(d, 5, FRAME.toBuilder().setIndex(1).build());
                }),
                "at 5 ns there are 2 messages on /camera/frame and 2 on /camera/image");
        refused(
                drive(d -> {
                    pair(d, 5, FRAME);
                    pair(d, 6, FRAME.toBuilder().setIndex(7).build());
                }),
                "message 1 on /camera/frame is numbered 7: frames are counted from 0.");
        refused(
                drive(d -> {
                    d.write(DriveTopic.IMAGE, Long.MIN_VALUE, IMAGE);
                    d.write(DriveTopic.FRAME, Long.MIN_VALUE, FRAME);
                }),
                "is after the year 2262: 9223372036854775808 ns.");
    }

    private static void pair(DriveWriter drive, long stamp, CameraFrame frame) throws Exception {
        drive.write(DriveTopic.FRAME, stamp, frame);
        drive.write(DriveTopic.IMAGE, stamp, IMAGE);
    }

    @Test
    void a_frame_that_no_folder_could_hold_is_refused() throws Exception {
        refusedObject(OBJECT.toBuilder().setX1(2), "has a box that is none, from 2.0, 0.0 to 1.0, 1.0.");
        refusedObject(OBJECT.toBuilder().setY2(Float.NaN), "has a box that is none, from 0.0, 0.0 to 1.0, NaN.");
        refusedObject(OBJECT.toBuilder().setX2(1e9f), "has a box that is none");
        refusedObject(OBJECT.toBuilder().setClassId(-3), "has class -3.");
        refusedObject(OBJECT.toBuilder().setTrack(-1), "has track 4294967295.");
        refusedObject(OBJECT.toBuilder().setVisible(1.5), "has a visible share of 1.5.");
        CameraFrame far = FRAME.toBuilder().setDistanceMetres(Double.NaN).build();
        refused(drive(d -> pair(d, 5, far)), "message 0 on /camera/frame has a distance of NaN.");
        CameraFrame gif = FRAME.toBuilder().setMediaType("image/gif").build();
        refused(drive(d -> pair(d, 5, gif)), "has pictures of another kind than JPEG and PNG.");
    }

    private void refusedObject(LabelledObject.Builder object, String message) throws Exception {
        CameraFrame frame = FRAME.toBuilder().addTruth(object).build();
        refused(drive(d -> pair(d, 5, frame)), "d.mcap: message 0 on /camera/frame " + message);
    }

    @Test
    void a_picture_of_another_format_than_its_frame_says_is_refused_when_it_is_read() throws Exception {
        Path file = drive(
                d -> pair(d, 5, FRAME.toBuilder().setMediaType("image/png").build()));
        try (Drive drive = DriveReader.open(file)) {
            DriveFrame frame = DriveReaderTest.frames(drive).get(0);
            assertThatThrownBy(() -> frame.picture().read())
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining(
                            "at 5 ns on /camera/image, the picture's format is 'jpeg', and its frame says image/png.");
        }
    }

    @Test
    void a_link_that_is_none_is_refused() throws Exception {
        Path file = drive(d -> {
            pair(d, 5, FRAME);
            d.write(DriveTopic.LINK, 5, LinkSample.newBuilder().setLoss(2).build());
        });
        try (Drive drive = DriveReader.open(file)) {
            assertThatThrownBy(() -> drive.forEachLinkState(state -> {}))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("message 0 on /link is no state of a link: rates and times of a link are 0 or"
                            + " more, and its loss is between 0 and 1.");
        }
    }

    @Test
    void a_drive_that_was_not_finished_is_not_there() throws IOException {
        Path file = folder.resolve("d.mcap");
        var writer = new DriveWriter(file);
        assertThat(folder.resolve("d.mcap.part")).exists();
        writer.close();
        assertThat(folder).isEmptyDirectory();
    }
}
