package dev.roadrig.scenarios.drive.field;

import static dev.roadrig.scenarios.drive.field.Ticket.part;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.scenarios.SharedFolder;
import dev.roadrig.scenarios.drive.video.VideoDecoder;
import dev.roadrig.scenarios.fault.BadInput;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pictures of a support ticket: of a video's frames or of a file that is taken apart, and of one camera. */
class FieldVideoTest {
    @TempDir
    private Path folder;

    private Ticket ticket() {
        return new Ticket(folder);
    }

    @Test
    void a_video_file_is_taken_apart_where_something_can() throws Exception {
        ticket().writePositions();
        Files.writeString(ticket().resolve("dashcam.mp4"), "\0\0\0\30ftypisom and so on");
        Path picture = SharedFolder.root().resolve("scenarios/demo/drive/frames/0000.jpg");
        byte[] jpeg = Files.readAllBytes(picture);
        VideoDecoder decoder = (video, frames) -> {
            frames.take(0, jpeg);
            frames.take(40_000_000, jpeg);
            return List.of("Audio (aac)");
        };
        FieldImport made = FieldImport.of(ticket().folder(), folder.resolve("t.mcap"), Optional.of(decoder));
        FieldPart video = part(made, "video");
        assertThat(video.file()).isEqualTo("dashcam.mp4");
        assertThat(video.clock()).isEqualTo("PTS");
        assertThat(video.notes()).contains("dropped: streams: Audio (aac)");
        assertThat(video.alignment().isAligned()).isFalse();
        assertThat(made.made().hasFrames())
                .as("its own clock is no clock for a drive")
                .isFalse();
        Files.writeString(ticket().resolve("field.yaml"), "clocks: {video: 1994-11-19T12:00:05Z}\n");
        FieldImport stated = FieldImport.of(ticket().folder(), folder.resolve("s.mcap"), Optional.of(decoder));
        assertThat(stated.made().frames()).isEqualTo(2);
        VideoDecoder broken = (video2, frames) -> {
            throw new BadInput("moov atom not found");
        };
        assertThat(FieldImport.of(ticket().folder(), folder.resolve("b.mcap"), Optional.of(broken))
                        .unread())
                .singleElement(InstanceOfAssertFactories.STRING)
                .startsWith("dashcam.mp4")
                .endsWith("moov atom not found");
    }

    @Test
    void logs_that_lie_loose_among_a_videos_frames_are_parts_of_their_own() throws Exception {
        ticket().writePositions();
        Path picture = SharedFolder.root().resolve("scenarios/demo/drive/frames/0000.jpg");
        Files.copy(picture, ticket().resolve("a.jpg"));
        Files.writeString(ticket().resolve("frames.csv"), "file,pts_ns\na.jpg,0\n");
        FieldImport made = ticket().imported();
        assertThat(made.report().parts()).extracting(FieldPart::kind).containsExactlyInAnyOrder("video", "gnss");
        assertThat(made.unread()).isEmpty();
    }

    @Test
    void of_two_videos_the_second_is_told() throws Exception {
        Path picture = SharedFolder.root().resolve("scenarios/demo/drive/frames/0000.jpg");
        for (String camera : List.of("front", "rear")) {
            Path video = Files.createDirectories(ticket().resolve(camera));
            Files.copy(picture, video.resolve("a.jpg"));
            Files.writeString(video.resolve("frames.csv"), "file,pts_ns\na.jpg,0\n");
        }
        FieldImport made = ticket().imported();
        assertThat(made.unread()).containsExactly("rear/: a second video; a drive has the pictures of one camera");
        assertThat(made.made().frames())
                .as("nothing else is there that it could be wrong against")
                .isEqualTo(1);
    }

    @Test
    void a_second_video_file_is_told_before_anything_decodes_it() throws Exception {
        Path picture = SharedFolder.root().resolve("scenarios/demo/drive/frames/0000.jpg");
        Path video = Files.createDirectories(ticket().resolve("front"));
        Files.copy(picture, video.resolve("a.jpg"));
        Files.writeString(video.resolve("frames.csv"), "file,pts_ns\na.jpg,0\n");
        Files.writeString(ticket().resolve("rear.mp4"), "\0\0\0\30ftypisom and so on");
        VideoDecoder never = (file, frames) -> {
            throw new AssertionError("was decoded");
        };
        assertThat(FieldImport.of(ticket().folder(), folder.resolve("t.mcap"), Optional.of(never))
                        .unread())
                .containsExactly("rear.mp4: a second video; a drive has the pictures of one camera");
    }
}
