package dev.roadrig.scenarios.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadrig.scenarios.SharedFolder;
import dev.roadrig.scenarios.drive.Drive.FrameCursor;
import dev.roadrig.scenarios.fault.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriveReaderTest {
    @TempDir
    Path folder;

    static Path demo() {
        return SharedFolder.root().resolve("scenarios/demo/drive");
    }

    static List<DriveFrame> frames(Drive drive) {
        List<DriveFrame> frames = new ArrayList<>();
        try (FrameCursor cursor = drive.frames()) {
            while (cursor.hasNext()) {
                frames.add(cursor.next());
            }
        }
        return frames;
    }

    @Test
    void the_demo_drive_has_200_frames_with_540_signs_of_29_plates() {
        try (Drive drive = DriveReader.open(demo())) {
            List<DriveFrame> frames = frames(drive);
            assertThat(drive.frameCount()).isEqualTo(200);
            assertThat(frames).hasSize(200);
            assertThat(drive.duration()).isEqualTo(Duration.ofSeconds(20));
            assertThat(drive.startUtcNanos()).isEqualTo(1_790_000_000_000_000_000L);
            assertThat(frames).flatExtracting(DriveFrame::truth).hasSize(540);
            assertThat(frames.stream().flatMap(frame -> frame.truth().stream().map(DriveFrame.Label::track)))
                    .satisfies(tracks -> assertThat(tracks.stream().distinct()).hasSize(29));
            DriveFrame first = frames.get(0);
            assertThat(first.attributes()).isEqualTo(Map.of("light", "low_sun", "in_tunnel", "false"));
            assertThat(first.distanceMetres()).isEqualTo(1.72);
            assertThat(first.picture().read()).startsWith(0xFF, 0xD8);
            assertThat(drive.sha256()).matches("[0-9a-f]{64}");
        }
    }

    @Test
    void a_folder_of_430_labelled_pictures_plays_at_ten_frames_a_second() {
        try (Drive drive = DriveReader.open(SharedFolder.data("images/gtsrb-430"))) {
            List<DriveFrame> frames = frames(drive);
            assertThat(frames).hasSize(430);
            assertThat(drive.duration()).isEqualTo(Duration.ofSeconds(43));
            assertThat(frames.get(0).truth())
                    .containsExactly(new DriveFrame.Label(0, 20, new DriveFrame.Box(5, 5, 27, 28), 1));
            assertThat(frames.get(0).mediaType()).isEqualTo("image/png");
        }
    }

    @Test
    void the_hash_changes_with_a_name_or_a_byte_and_not_with_where_the_folder_lies() throws IOException {
        writeDrive(folder.resolve("a"), "0,p.jpg,5\n", "0,1,2,0,0,1,1\n");
        writeDrive(folder.resolve("b"), "0,p.jpg,5\n", "0,1,2,0,0,1,1\n");
        writeDrive(folder.resolve("c"), "0,p.jpg,6\n", "0,1,2,0,0,1,1\n");
        String a = sha(folder.resolve("a"));
        assertThat(sha(folder.resolve("b"))).isEqualTo(a);
        assertThat(sha(folder.resolve("c"))).isNotEqualTo(a);
        Files.move(folder.resolve("b/q.jpg"), folder.resolve("b/r.jpg"));
        assertThat(sha(folder.resolve("b"))).isNotEqualTo(a);
    }

    private static String sha(Path drive) {
        try (Drive opened = DriveReader.open(drive)) {
            return opened.sha256();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0,p.jpg,5;1,p.jpg,5     | 0,1,2,0,0,1,1   | frames.csv:3: column t_ns should be later than the frame before, which is at 5.
            0,p.jpg,5;2,p.jpg,6     | 0,1,2,0,0,1,1   | frames.csv:3: column frame should be 1: frames are counted from 0 without gaps.
            0,p.jpg                 | 0,1,2,0,0,1,1   | frames.csv:2: 2 fields where the header has 3.
            0,p.jpg,soon            | 0,1,2,0,0,1,1   | frames.csv:2: column t_ns should be a whole number and not 'soon'.
            0,p.gif,5               | 0,1,2,0,0,1,1   | there is no file
            0,../p.jpg,5            | 0,1,2,0,0,1,1   | which leaves it.
            0,/etc/passwd,5         | 0,1,2,0,0,1,1   | which leaves it.
            0,p.jpg,5               | 7,1,2,0,0,1,1   | labels.csv:2: column frame should be a frame of frames.csv, which ends at 0.
            0,p.jpg,5               | 0,1,2,3,0,1,1   | labels.csv:2: column x2 should be right of x1, which is 3.0.
            0,p.jpg,5               | 0,1,-2,0,0,1,1  | labels.csv:2: column class_id should be between 0 and 2147483647 and not -2.
            0,p.jpg,5               | 0,1,2,NaN,0,1,1 | labels.csv:2: column x1 should be between -1000000.0 and 1000000.0 and not NaN.
            0,"p.jpg,5              | 0,1,2,0,0,1,1   | frames.csv:2: a quote is not closed on its line.
            """)
    void a_wrong_row_is_named_with_file_line_and_column(String frames, String labels, String message)
            throws IOException {
        writeDrive(folder, frames.replace(';', '\n') + "\n", labels + "\n");
        assertThatThrownBy(() -> DriveReader.open(folder))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(message);
    }

    @Test
    void a_picture_behind_a_link_that_leaves_the_folder_is_refused() throws IOException {
        Path outside =
                Files.write(Files.createDirectories(folder.resolve("out")).resolve("o.jpg"), new byte[] {1});
        Path drive = folder.resolve("drive");
        writeDrive(drive, "0,l.jpg,5\n", "0,1,2,0,0,1,1\n");
        Files.createSymbolicLink(drive.resolve("l.jpg"), outside);
        assertThatThrownBy(() -> DriveReader.open(drive))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("which leaves it");
    }

    @Test
    void what_is_no_drive_is_told_with_what_would_be_one() {
        assertThatThrownBy(() -> DriveReader.open(folder))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("neither frames.csv nor labels.csv");
        assertThatThrownBy(() -> DriveReader.open(folder.resolve("nowhere")))
                .isInstanceOf(BadInput.class)
                .hasMessageStartingWith("There is no drive at " + folder.resolve("nowhere") + ". Give ");
    }

    private static void writeDrive(Path drive, String frames, String labels) throws IOException {
        Files.createDirectories(drive);
        Files.write(drive.resolve("p.jpg"), new byte[] {1, 2, 3});
        Files.write(drive.resolve("q.jpg"), new byte[] {4});
        Files.writeString(drive.resolve("frames.csv"), "frame,file,t_ns\n" + frames);
        Files.writeString(drive.resolve("labels.csv"), "frame,track_id,class_id,x1,y1,x2,y2\n" + labels);
    }
}
