package dev.roadrig.scenarios.drive.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.roadrig.scenarios.SharedFolder;
import dev.roadrig.scenarios.drive.Drive;
import dev.roadrig.scenarios.drive.DriveReader;
import dev.roadrig.scenarios.drive.formats.DriveImport;
import dev.roadrig.scenarios.fault.BadInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Video files of every form with the real ffmpeg, which also makes them. */
@Tag("world")
@Timeout(300)
class FfmpegTest {
    private final Optional<Path> program = FfmpegDecoder.programOn(System.getenv("PATH"));
    private final Optional<VideoDecoder> decoder = FfmpegDecoder.onPath(System.getenv("PATH"));

    @TempDir
    private Path folder;

    @BeforeEach
    void needs() {
        assumeTrue(program.isPresent(), "there is no ffmpeg on the PATH");
    }

    /** A test card that counts, 30000/1001 frames a second, with sound. */
    private Path film(String name, String codec, String seconds, String... more) throws Exception {
        Path file = folder.resolve(name);
        List<String> command = new ArrayList<>(List.of(
                program.orElseThrow().toString(),
                "-nostdin",
                "-v",
                "error",
                "-f",
                "lavfi",
                "-i",
                "testsrc=size=64x48:rate=30000/1001:duration=" + seconds,
                "-f",
                "lavfi",
                "-i",
                "sine=duration=" + seconds,
                "-c:v",
                codec));
        command.addAll(List.of(more));
        command.add(file.toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return file;
    }

    private List<Long> stamps(Path video) throws Exception {
        List<Long> stamps = new ArrayList<>();
        decoder.orElseThrow().decode(video, (nanos, jpeg) -> {
            stamps.add(nanos);
            assertThat(size(jpeg)).isEqualTo("64x48");
        });
        return stamps;
    }

    private static String size(byte[] jpeg) {
        try {
            var picture = ImageIO.read(new ByteArrayInputStream(jpeg));
            return picture.getWidth() + "x" + picture.getHeight();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @CsvSource({"a.mp4, mpeg4", "a.mov, mjpeg", "a.mkv, mpeg4", "a.ts, mpeg2video"})
    void frames_of_a_long_video_keep_their_stamps(String name, String codec) throws Exception {
        List<Long> stamps = stamps(film(name, codec, "110", "-c:a", "mp2"));
        assertThat(stamps).hasSizeBetween(3_296, 3_297);
        double step = 1_001e9 / 30_000;
        // Matroska's stamps are whole milliseconds, a transport stream's ticks of 90 kHz; the others' are exact.
        double cut = name.endsWith("mkv") ? 1e6 : name.endsWith("ts") ? 12_000 : 1;
        for (int i = 0; i < stamps.size(); i++) {
            assertThat((double) (stamps.get(i) - stamps.get(0))).isBetween(i * step - cut, i * step + cut);
        }
    }

    @Test
    void a_transport_streams_zero_is_its_own() throws Exception {
        List<Long> stamps = stamps(film("a.ts", "mpeg2video", "1", "-c:a", "mp2", "-output_ts_offset", "1000"));
        assertThat(stamps.get(0)).isBetween(1_000_000_000_000L, 1_003_000_000_000L);
    }

    @Test
    void sound_is_told_and_dropped_and_a_raw_stream_is_said_to_have_no_stamps() throws Exception {
        DriveImport film = DriveImport.of(
                film("a.mp4", "mpeg4", "2", "-c:a", "aac"), folder.resolve("a.mcap"), Optional.empty(), decoder);
        assertThat(film.account().dropped()).containsExactly("streams: Audio (aac)");
        assertThat(film.account().timeBase()).startsWith("the video's own (PTS)");
        DriveImport avi = DriveImport.of(
                film("a.avi", "mjpeg", "2", "-c:a", "mp2"), folder.resolve("b.mcap"), Optional.empty(), decoder);
        assertThat(avi.account().timeBase()).startsWith("frames counted at a nominal rate, since AVI has no stamps");
        assertThat(avi.made().frames()).isEqualTo(60);
    }

    @Test
    void a_real_dashcams_film_becomes_a_drive_that_can_be_played() throws Exception {
        Path film = SharedFolder.data("drives/intel-car-detection.mp4");
        Path target = folder.resolve("d.mcap");
        DriveImport made = DriveImport.of(film, target, Optional.empty(), decoder);
        assertThat(made.made().frames()).isEqualTo(377);
        assertThat(made.account().dropped()).containsExactly("streams: Audio (aac)");
        try (Drive drive = DriveReader.open(target)) {
            assertThat(drive.frames().next().offsetNanos()).isZero();
            assertThat(drive.duration()).isEqualTo(Duration.ofMillis(377 * 80L));
        }
    }

    @Test
    void frames_that_are_damaged_within_are_told_though_ffmpeg_ends_well() throws Exception {
        Path film = film("a.ts", "mpeg2video", "4", "-c:a", "mp2");
        byte[] bytes = Files.readAllBytes(film);
        for (int i = bytes.length * 4 / 10; i < bytes.length * 6 / 10; i++) {
            bytes[i] = (byte) (i * 31);
        }
        Files.write(film, bytes);
        DriveImport made = DriveImport.of(film, folder.resolve("d.mcap"), Optional.empty(), decoder);
        assertThat(made.made().frames()).isLessThan(119);
        assertThat(made.account().dropped())
                .anySatisfy(words -> assertThat(words).startsWith("what is damaged of the video: ffmpeg says so in "));
    }

    @Test
    void what_only_begins_like_a_video_or_breaks_off_makes_nothing() throws Exception {
        byte[] whole = Files.readAllBytes(film("a.mp4", "mpeg4", "2", "-c:a", "aac"));
        Path cut = Files.write(folder.resolve("cut.mp4"), Arrays.copyOf(whole, whole.length / 2));
        Path target = folder.resolve("t.mcap");
        assertThatThrownBy(() -> DriveImport.of(cut, target, Optional.empty(), decoder))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("cut.mp4: ffmpeg ended with")
                .hasMessageContaining("moov atom not found");
        assertThat(target).doesNotExist();
        Path list = Files.writeString(
                folder.resolve("list.mp4"),
                "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n");
        assertThatThrownBy(() -> decoder.orElseThrow().decode(list, (nanos, jpeg) -> {}))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("whitelist");
    }
}
