package dev.roadrig.scenarios.drive.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.RigFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a stand-in for ffmpeg prints is read as ffmpeg 5.1.6 prints it. */
@Timeout(60)
class FfmpegDecoderTest {
    private static final String CONFIG =
            "echo '[Parsed_showinfo_0 @ 0x5] config in time_base: 1001/30000, frame_rate: 30/1' >&2\n";

    @TempDir
    private Path folder;

    private final List<Long> stamps = new ArrayList<>();
    private final List<String> pictures = new ArrayList<>();

    private List<String> decode(String body) throws IOException, RigFault {
        Path program = Files.writeString(folder.resolve("ffmpeg"), "#!/bin/sh\n" + body);
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return FfmpegDecoder.onPath("/nowhere:" + folder)
                .orElseThrow()
                .decode(folder.resolve("a.mp4"), (nanos, jpeg) -> {
                    stamps.add(nanos);
                    pictures.add(new String(jpeg, StandardCharsets.US_ASCII));
                });
    }

    private static String frame(int n, String pts) {
        return "echo '[Parsed_showinfo_0 @ 0x5] n:%4d pts:%7s pts_time:9  pos: 3 fmt:yuv420p' >&2\n".formatted(n, pts);
    }

    private static String picture(String bytes) {
        return "printf -- '--ffmpeg\\r\\nContent-type: image/jpeg\\r\\nContent-length: %d\\r\\n\\r\\n%s\\r\\n'\n"
                .formatted(bytes.length(), bytes);
    }

    private void refused(String body, String words) {
        assertThatThrownBy(() -> decode(body)).isInstanceOf(BadInput.class).hasMessageContaining(words);
    }

    @Test
    void every_frame_has_its_stamp_to_the_nanosecond_however_long_the_video_is() throws Exception {
        List<String> others = decode("""
                echo "  Stream #0:0[0x1](eng): Video: h264 (Baseline) (avc1 / 0x31637661), yuv420p" >&2
                echo "  Stream #0:1[0x2](eng): Audio: aac (LC) (mp4a / 0x6134706D), 48000 Hz" >&2
                echo "Stream mapping:" >&2
                echo "  Stream #0:0 -> #0:0 (h264 (native) -> mjpeg (native))" >&2
                """ + CONFIG + frame(0, "0") + picture("first")
                + "echo '[Parsed_showinfo_0 @ 0x5] color_range:tv color_space:unknown' >&2\n"
                + frame(1, "107893") + picture("next")
                + "printf -- '--ffmpeg\\r\\n'\n");
        assertThat(stamps).containsExactly(0L, 107_893L * 1_001 * 1_000_000_000 / 30_000);
        assertThat(pictures).containsExactly("first", "next");
        assertThat(others).containsExactly("Audio (aac)");
    }

    @Test
    void a_video_that_cannot_be_decoded_is_told_in_ffmpegs_words() {
        refused(
                "echo 'moov atom not found' >&2; exit 183\n",
                "ffmpeg ended with 183 after 0 frames: moov atom not found");
    }

    @Test
    void one_that_breaks_off_is_refused_and_not_taken_for_short() {
        refused(CONFIG + frame(0, "0") + picture("first") + "exit 69\n", "ffmpeg ended with 69 after 1 frames");
        refused(
                CONFIG + frame(0, "0") + "printf -- '--ffmpeg\\r\\nContent-length: 10\\r\\n\\r\\nabc'\n",
                "the last one is cut after 3 of 10 bytes");
    }

    @Test
    void a_frame_without_a_stamp_or_beyond_all_bounds_is_refused() {
        refused(CONFIG + frame(0, "NOPTS") + picture("first"), "frame 0 has no presentation time stamp");
        refused(CONFIG + frame(0, "9223372036854775807") + picture("first"), "frame 0 has no presentation time stamp");
        refused(CONFIG + picture("first"), "ffmpeg tells no stamp of frame 0");
        refused("printf -- 'Content-length: 99999999999\\r\\n\\r\\n'\n", "a picture of 99999999999 bytes");
        refused("head -c 100000 /dev/zero\n", "no part of pictures begins with");
    }

    @Test
    void a_taker_that_wants_no_more_ends_the_process() throws Exception {
        Path program = Files.writeString(
                folder.resolve("ffmpeg"),
                "#!/bin/sh\necho $$ > " + folder.resolve("pid") + "\n" + CONFIG + frame(0, "0") + picture("first")
                        + "exec sleep 600\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        VideoDecoder decoder = FfmpegDecoder.onPath(folder.toString()).orElseThrow();
        assertThatThrownBy(() -> decoder.decode(folder.resolve("a.mp4"), (nanos, jpeg) -> {
                    throw new RigFault("disk.full", "full");
                }))
                .isInstanceOf(RigFault.class);
        long pid = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
        var ended = ProcessHandle.of(pid).map(ProcessHandle::onExit);
        if (ended.isPresent()) {
            ended.get().get();
        }
    }

    @Test
    void a_process_that_makes_nothing_is_ended_with_what_it_began() throws Exception {
        Path program = Files.writeString(
                folder.resolve("ffmpeg"),
                "#!/bin/sh\n" + CONFIG + frame(0, "0") + picture("first") + "sleep 600 &\necho $! > "
                        + folder.resolve("pid") + "\nwait\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        var decoder = new FfmpegDecoder(program, Duration.ofSeconds(1));
        assertThatThrownBy(() -> decoder.decode(folder.resolve("a.mp4"), (nanos, jpeg) -> stamps.add(nanos)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("ffmpeg made no picture for 1 s after 1 frames, and was ended");
        assertThat(stamps).containsExactly(0L);
        long pid = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
        var ended = ProcessHandle.of(pid).map(ProcessHandle::onExit);
        if (ended.isPresent()) {
            ended.get().get();
        }
    }

    @Test
    void what_a_film_calls_itself_is_no_stamp() throws Exception {
        decode("echo '    title           : showinfo n: 0 pts: 77' >&2\n" + CONFIG + frame(0, "0") + picture("first"));
        assertThat(stamps).containsExactly(0L);
    }

    @Test
    void a_host_without_ffmpeg_has_no_decoder() {
        assertThat(FfmpegDecoder.onPath(folder + ":")).isEmpty();
        assertThat(FfmpegDecoder.onPath(null)).isEmpty();
    }
}
