package dev.roadrig.scenarios.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadrig.scenarios.SharedFolder;
import dev.roadrig.scenarios.drive.formats.DriveImport;
import dev.roadrig.scenarios.fault.BadInput;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pieces of recordings. */
class DriveCutTest {
    @TempDir
    private Path folder;

    private Path demo = Path.of("demo.mcap");

    @BeforeEach
    void importDemo() throws Exception {
        demo = folder.resolve("demo.mcap");
        DriveImport.of(DriveReaderTest.demo(), demo);
    }

    private static CutWindow window(String from, String until) {
        return CutWindow.of(Optional.of(from), Optional.of(until));
    }

    @Test
    void a_window_of_time_is_a_drive_with_the_same_frames() throws Exception {
        Path target = folder.resolve("cut.mcap");
        DriveCut cut = DriveCut.of(demo, target, window("5s", "7.5s"), Set.of());
        try (Drive whole = DriveReader.open(demo);
                Drive piece = DriveReader.open(target)) {
            List<DriveFrame> all = DriveReaderTest.frames(whole);
            List<DriveFrame> frames = DriveReaderTest.frames(piece);
            assertThat(frames).hasSize(25);
            assertThat(piece.startUtcNanos())
                    .isEqualTo(whole.startUtcNanos() + all.get(50).offsetNanos());
            for (DriveFrame frame : frames) {
                DriveFrame from = all.get(frame.index() + 50);
                assertThat(frame.offsetNanos())
                        .isEqualTo(from.offsetNanos() - all.get(50).offsetNanos());
                assertThat(frame.truth()).isEqualTo(from.truth());
                assertThat(frame.distanceMetres()).isEqualTo(from.distanceMetres());
                assertThat(frame.picture().read()).isEqualTo(from.picture().read());
            }
            assertThat(piece.origin())
                    .containsEntry("cut", "from 5s to 7.5s")
                    .containsEntry("cut-from-sha256", whole.sha256())
                    .containsEntry("form", "folder with CSV files");
        }
        assertThat(cut.notes()).contains("frames are counted from 0 again; their distances are as they were");
        assertThat(cut.made().duration()).isLessThan(Duration.ofMillis(2_500));
    }

    @Test
    void the_state_of_the_link_that_held_is_repeated_where_a_piece_begins() throws Exception {
        Path target = folder.resolve("cut.mcap");
        DriveCut cut = DriveCut.of(demo, target, window("5.05s", "6s"), Set.of("/link"));
        assertThat(cut.notes()).containsExactly("the link's state from before is repeated where the piece begins");
        List<RecordedLink> all = new ArrayList<>();
        List<RecordedLink> piece = new ArrayList<>();
        DriveReader.forEachLinkState(demo, all::add);
        DriveReader.forEachLinkState(target, piece::add);
        long begin = all.get(0).utcNanos() + 5_050_000_000L;
        RecordedLink held = all.stream()
                .filter(s -> s.utcNanos() <= begin)
                .reduce((a, b) -> b)
                .orElseThrow();
        assertThat(piece.get(0).utcNanos()).isEqualTo(begin);
        assertThat(piece.get(0).downBitsPerSecond()).isEqualTo(held.downBitsPerSecond());
        assertThat(piece.get(0).roundTrip()).isEqualTo(held.roundTrip());
        assertThat(cut.made().channels()).extracting(Recording.Stream::topic).containsExactly("/link");
    }

    @Test
    void a_piece_of_the_route_is_found_by_the_frames_distances() throws Exception {
        Path target = folder.resolve("cut.mcap");
        DriveCut.of(demo, target, window("100m", "0.2km"), Set.of());
        try (Drive whole = DriveReader.open(demo);
                Drive piece = DriveReader.open(target)) {
            double start = DriveReaderTest.frames(whole).get(0).distanceMetres();
            long expected = DriveReaderTest.frames(whole).stream()
                    .filter(f -> f.distanceMetres() - start >= 100 && f.distanceMetres() - start < 200)
                    .count();
            assertThat(DriveReaderTest.frames(piece)).hasSize((int) expected);
            assertThat(expected).isGreaterThan(10);
        }
    }

    @Test
    void a_piece_of_the_route_of_a_recording_without_frames_is_found_by_its_track() throws Exception {
        Path segment = folder.resolve("segment.mcap");
        DriveImport.of(SharedFolder.data("drives/comma2k19-dev-0-40s"), segment);
        Path target = folder.resolve("cut.mcap");
        Recording cut = DriveCut.of(segment, target, window("50m", "150m"), Set.of("/gps/fix", "/can/0"))
                .made();
        // At 7 to 20 m/s, 100 m take 5 to 15 s.
        assertThat(cut.duration()).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(16));
        assertThat(cut.channels()).extracting(Recording.Stream::topic).containsExactly("/can/0", "/gps/fix");
    }

    @Test
    void what_cannot_be_cut_is_refused_and_leaves_nothing_behind() throws Exception {
        refused(demo, window("1h", "2h"), Set.of(), demo + " has no message from 1h to 2h.");
        refused(demo, window("90km", "91km"), Set.of(), demo + " ends before 90km along its route.");
        refused(
                demo,
                window("0s", "1s"),
                Set.of("/camera/image"),
                "A drive's frames are on /camera/frame and /camera/image" + " together: name both, or neither.");
        refused(demo, window("0s", "1s"), Set.of("/lnk"), demo + " has no topic /lnk; did you mean '/link'?");
        Path cut = folder.resolve("damaged.mcap");
        Files.write(cut, Arrays.copyOf(Files.readAllBytes(demo), 1_000_000));
        refused(cut, window("0s", "1s"), Set.of(), cut + " is cut or damaged: ");
        assertThatThrownBy(() -> window("2s", "1s"))
                .isInstanceOf(BadInput.class)
                .hasMessage("A piece from 2s to 1s holds nothing.");
        assertThatThrownBy(() -> window("1s", "10m"))
                .isInstanceOf(BadInput.class)
                .hasMessage("A piece is from a time to a time or from a place to a place, and not from 1s to 10m.");
        assertThatThrownBy(() -> window("-1s", "1s"))
                .isInstanceOf(BadInput.class)
                .hasMessage("A piece begins and ends at 0 or more.");
        assertThatThrownBy(() -> window("5", "6"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("its unit is missing");
    }

    private void refused(Path source, CutWindow window, Set<String> topics, String message) {
        Path target = folder.resolve("refused.mcap");
        assertThatThrownBy(() -> DriveCut.of(source, target, window, topics))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(message);
        assertThat(target).doesNotExist();
        assertThat(folder.resolve("refused.mcap.part")).doesNotExist();
    }
}
