package dev.roadrig.scenarios.drive.video;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.RigFault;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Makes pictures of a video with the {@code ffmpeg} of this host, in a process of its own: every frame as it is, no frame
 * made or left out, its stamp in the stream's own time base as the filter {@code showinfo} prints it. The process may open
 * the video file and nothing else, knows no form but those of {@link VideoForm}, and is bounded in frames, in bytes, in the
 * size of a picture, in processor time, and in how long it may make no picture.
 */
public final class FfmpegDecoder implements VideoDecoder {
    private static final int MOST_FRAMES = 1_000_000;
    private static final long MOST_BYTES = 16L << 30;
    private static final int MOST_PIXELS = 1 << 26;
    private static final int MOST_ALLOCATED = 1 << 30;
    private static final int MOST_CPU_SECONDS = 3_600;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Path program;
    private final Duration patience;

    /**
     * A decoder.
     *
     * @param patience how long it may make no picture
     */
    FfmpegDecoder(Path program, Duration patience) {
        this.program = program;
        this.patience = patience;
    }

    /** The ffmpeg that a search path finds; empty where it finds none. */
    public static Optional<VideoDecoder> onPath(@Nullable String searchPath) {
        return programOn(searchPath).map(program -> new FfmpegDecoder(program, PATIENCE));
    }

    /** Where the ffmpeg is that a search path finds. */
    public static Optional<Path> programOn(@Nullable String searchPath) {
        return Arrays.stream((searchPath == null ? "" : searchPath).split(File.pathSeparator))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, "ffmpeg"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private List<String> command(Path video) {
        return List.of(
                program.toString(),
                "-nostdin",
                "-hide_banner",
                "-nostats",
                "-timelimit",
                String.valueOf(MOST_CPU_SECONDS),
                "-max_alloc",
                String.valueOf(MOST_ALLOCATED),
                "-protocol_whitelist",
                "file",
                "-format_whitelist",
                VideoForm.allDemuxers(),
                "-max_pixels",
                String.valueOf(MOST_PIXELS),
                "-copyts",
                "-i",
                "file:" + video.toAbsolutePath(),
                "-map",
                "0:v:0",
                "-vf",
                "showinfo",
                "-vsync",
                "passthrough",
                "-q:v",
                "3",
                "-f",
                "mpjpeg",
                "pipe:1");
    }

    @Override
    public List<String> decode(Path video, Taker frames) throws RigFault {
        Process process;
        try {
            process = new ProcessBuilder(command(video)).start();
        } catch (IOException e) {
            throw new BadInput("ffmpeg (" + program + ") cannot be run: " + e.getMessage(), e);
        }
        var words = new FfmpegWords(process.getErrorStream());
        try (var watch = new ProcessWatch(process, patience);
                InputStream pictures = process.getInputStream()) {
            int count = take(new MultipartJpeg(pictures), words, (nanos, jpeg) -> {
                watch.tick();
                frames.take(nanos, jpeg);
            });
            int code = process.waitFor();
            words.join();
            if (watch.isStalled()) {
                throw new BadInput("ffmpeg made no picture for " + patience.toSeconds() + " s after " + count
                        + " frames, and was ended: " + words.last());
            }
            if (code != 0 || count == 0) {
                throw new BadInput("ffmpeg ended with " + code + " after " + count + " frames: " + words.last());
            }
            words.damage().ifPresent(frames::damaged);
            return words.otherStreams();
        } catch (IOException e) {
            throw new BadInput("ffmpeg's pictures cannot be read: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BadInput("was not decoded: interrupted", e);
        }
    }

    private static int take(MultipartJpeg pictures, FfmpegWords words, Taker frames)
            throws RigFault, IOException, InterruptedException {
        int count = 0;
        long bytes = 0;
        for (Optional<byte[]> jpeg = pictures.next(); jpeg.isPresent(); jpeg = pictures.next()) {
            OptionalLong stamp = words.nextStamp(count);
            bytes += jpeg.get().length;
            if (count >= MOST_FRAMES || bytes > MOST_BYTES) {
                throw new BadInput("has more than " + MOST_FRAMES + " frames or " + (MOST_BYTES >> 30)
                        + " GiB of pictures; cut it first");
            }
            if (stamp.isEmpty()) {
                throw new BadInput("frame " + count + " has no presentation time stamp; have them made with"
                        + " `ffmpeg -fflags +genpts -i IN -c copy OUT`, if its frames are evenly spaced");
            }
            frames.take(stamp.getAsLong(), jpeg.get());
            count++;
        }
        return count;
    }
}
