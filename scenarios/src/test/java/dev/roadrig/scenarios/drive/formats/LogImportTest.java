package dev.roadrig.scenarios.drive.formats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.scenarios.SharedFolder;
import dev.roadrig.scenarios.drive.DriveReader;
import dev.roadrig.scenarios.drive.foxglove.Log;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs of text, and videos that were taken apart. */
class LogImportTest {
    @TempDir
    private Path folder;

    private Imported of(String name, String text) throws Exception {
        return Imported.of(Files.writeString(folder.resolve(name), text), folder);
    }

    @Test
    void a_kernel_log_keeps_its_lines_their_levels_and_its_own_clock() throws Exception {
        Imported log = of("dmesg", """
                cut line
                <6>[    0.000000] Booting Linux on physical CPU 0x0
                <3>[  812.400123][    T1] mmc0: error -110
                  that goes on
                [  812.5] too short a fraction is no stamp
                [  813.000000] usb 1-2: new device
                [  814.000000] usb 1-2: gone
                """);
        assertThat(log.told().form()).isEqualTo("kernel log");
        assertThat(log.told().hasOwnZero()).isTrue();
        List<Imported.At<Log>> lines = log.messages(Log.parser(), "/log/kernel");
        assertThat(lines)
                .extracting(at -> at.message().getMessage())
                .containsExactly(
                        "Booting Linux on physical CPU 0x0",
                        "mmc0: error -110",
                        "  that goes on",
                        "[  812.5] too short a fraction is no stamp",
                        "usb 1-2: new device",
                        "usb 1-2: gone");
        assertThat(lines)
                .extracting(at -> at.utcNanos() - DriveImport.OWN_ZERO_UTC_NANOS)
                .containsExactly(
                        0L, 812_400_123_000L, 812_400_123_000L, 812_400_123_000L, 813_000_000_000L, 814_000_000_000L);
        assertThat(lines)
                .extracting(at -> at.message().getLevel())
                .containsExactly(
                        Log.Level.INFO,
                        Log.Level.ERROR,
                        Log.Level.ERROR,
                        Log.Level.ERROR,
                        Log.Level.UNKNOWN,
                        Log.Level.UNKNOWN);
        assertThat(lines.get(1).message().getLine()).isEqualTo(3);
        assertThat(log.told().account().dropped())
                .containsExactly("1 lines before the first with a stamp, first at line 1");
        assertThat(log.told().account().notes())
                .containsExactly(
                        "2 lines without a stamp of their own, which have that of the line before, first at line 4");
    }

    @Test
    void an_application_log_counts_from_the_boot_or_has_dates() throws Exception {
        Imported monotonic = of("app", "[   12.500000] dashcamd: WARN slow frame\n[   12.600000] dashcamd: ok\n");
        assertThat(monotonic.told().form()).isEqualTo("application log");
        assertThat(monotonic.told().hasOwnZero()).isTrue();
        assertThat(monotonic
                        .messages(Log.parser(), "/log/application")
                        .get(0)
                        .message()
                        .getLevel())
                .isEqualTo(Log.Level.WARNING);
        Imported dated = of("dated", """
                2018-08-02T16:14:48.299Z INFO a
                2018-08-02 18:14:49,5+02:00 b
                2018-13-45 18:14:49 c
                [   12.5000] d
                """);
        assertThat(dated.told().hasOwnZero()).isFalse();
        assertThat(dated.messages(Log.parser(), "/log/application"))
                .extracting(Imported.At::utcNanos)
                .containsExactly(
                        1_533_226_488_299_000_000L,
                        1_533_226_489_500_000_000L,
                        1_533_226_489_500_000_000L,
                        1_533_226_489_500_000_000L);
    }

    @Test
    void a_videos_frames_are_on_the_videos_clock() throws Exception {
        Path picture = SharedFolder.root().resolve("scenarios/demo/drive/frames/0000.jpg");
        Path video = Files.createDirectory(folder.resolve("video"));
        Files.copy(picture, video.resolve("a.jpg"));
        Files.writeString(video.resolve("frames.csv"), "file,pts_ns,note\na.jpg,40000000,x\na.jpg,80000000,y\n");
        Imported made = Imported.of(video, folder);
        assertThat(made.told().form()).isEqualTo("folder of a video's frames");
        assertThat(made.told().made().frames()).isEqualTo(2);
        assertThat(made.told().made().startUtcNanos()).isEqualTo(DriveImport.OWN_ZERO_UTC_NANOS + 40_000_000);
        assertThat(made.told().account().dropped()).containsExactly("columns of frames.csv: note");
        DriveReader.open(made.file()).close();
        Files.writeString(video.resolve("frames.csv"), "file,pts_ns\na.jpg,5\na.jpg,5\n");
        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> DriveImport.of(video, folder.resolve("again.mcap"))))
                .hasMessageContaining(
                        "frames.csv:3: column pts_ns should be later than the frame before, which is at 5");
    }
}
