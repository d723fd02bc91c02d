package dev.roadrig.scenarios.drive.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadrig.scenarios.fault.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a stand-in for ffmpeg prints is read as ffmpeg 7.0.2 prints it. */
class FfmpegDecoderTest {
    @TempDir
    private Path folder;

    private VideoDecoder decoder(String body) throws IOException {
        Path program = Files.writeString(folder.resolve("ffmpeg"), "#!/bin/sh\n" + body);
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return FfmpegDecoder.onPath("/nowhere:" + folder).orElseThrow();
    }

    @Test
    void the_stamps_of_all_frames_are_kept() throws IOException {
        VideoDecoder decoder = decoder("""
                echo "Input #0, mov,mp4, from '$7':"
                echo '[Parsed_showinfo_0 @ 0x5] n:   0 pts:      0 pts_time:0       duration:    512 fmt:yuv420p' >&2
                echo '[Parsed_showinfo_0 @ 0x5]   side data - User Data Unregistered:' >&2
                echo '[Parsed_showinfo_0 @ 0x5] n:   1 pts:    512 pts_time:0.0416667 duration:    512 fmt:yuv420p' >&2
                """);
        Path frames = Files.createDirectory(folder.resolve("frames"));
        decoder.decode(folder.resolve("a.mp4"), frames);
        assertThat(frames.resolve("frames.csv")).hasContent("file,pts_ns\n00000000.jpg,0\n00000001.jpg,41666700\n");
    }

    @Test
    void a_video_that_cannot_be_decoded_is_told_in_ffmpegs_words() throws IOException {
        VideoDecoder decoder = decoder("echo 'moov atom not found' >&2; exit 183\n");
        assertThatThrownBy(() -> decoder.decode(folder.resolve("a.mp4"), folder))
                .isInstanceOf(BadInput.class)
                .hasMessage("ffmpeg ended with 183 after 0 frames: moov atom not found");
    }

    @Test
    void a_host_without_ffmpeg_has_no_decoder() {
        assertThat(FfmpegDecoder.onPath(folder + ":")).isEmpty();
        assertThat(FfmpegDecoder.onPath(null)).isEmpty();
    }
}
