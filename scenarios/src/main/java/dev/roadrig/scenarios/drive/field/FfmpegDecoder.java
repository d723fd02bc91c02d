package dev.roadrig.scenarios.drive.field;

import dev.roadrig.scenarios.fault.BadInput;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes frames of a video with the {@code ffmpeg} of this host, in a process of its own: every frame as it is, no frame
 * made or left out, its stamp as its filter {@code showinfo} prints it. It may open the video file and nothing else.
 */
public final class FfmpegDecoder implements VideoDecoder {
    private static final Pattern STAMP =
            Pattern.compile("\\bn: *(\\d+) .*\\bpts_time:(-?\\d{1,9}(?:\\.\\d{1,9})?)\\b.*");
    private static final int MOST_FRAMES = 40_000;
    private static final int TOLD_LINES = 5;

    private final Path program;

    private FfmpegDecoder(Path program) {
        this.program = program;
    }

    /** The ffmpeg that a search path finds; empty where it finds none. */
    public static Optional<VideoDecoder> onPath(@Nullable String searchPath) {
        return Arrays.stream((searchPath == null ? "" : searchPath).split(File.pathSeparator))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, "ffmpeg"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(FfmpegDecoder::new);
    }

    @Override
    public void decode(Path video, Path folder) {
        List<String> command = List.of(
                program.toString(),
                "-nostdin",
                "-hide_banner",
                "-protocol_whitelist",
                "file",
                "-i",
                "file:" + video.toAbsolutePath(),
                "-map",
                "0:v:0",
                "-vf",
                "showinfo",
                "-vsync",
                "passthrough",
                "-frames:v",
                String.valueOf(MOST_FRAMES + 1),
                "-q:v",
                "3",
                "-start_number",
                "0",
                folder.toAbsolutePath().resolve("%08d.jpg").toString());
        Deque<String> last = new ArrayDeque<>();
        List<String> rows = new ArrayList<>(List.of("file,pts_ns"));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            try (var lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    row(line).ifPresent(rows::add);
                    if (!line.contains("showinfo")) {
                        last.add(line);
                    }
                    if (last.size() > TOLD_LINES) {
                        last.remove();
                    }
                }
            } finally {
                process.destroy();
            }
            int code = process.waitFor();
            if (code != 0 || rows.size() == 1 || rows.size() > MOST_FRAMES + 1) {
                throw new BadInput(
                        rows.size() > MOST_FRAMES + 1
                                ? "has more than " + MOST_FRAMES + " frames; cut it first"
                                : "ffmpeg ended with " + code + " after " + (rows.size() - 1) + " frames: "
                                        + String.join(" | ", last));
            }
            Files.write(folder.resolve("frames.csv"), rows);
        } catch (IOException e) {
            throw new BadInput("ffmpeg (" + program + ") cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BadInput("was not decoded: interrupted", e);
        }
    }

    private static Optional<String> row(String line) {
        Matcher stamp = STAMP.matcher(line);
        if (!line.contains("showinfo") || !stamp.find()) {
            return Optional.empty();
        }
        long nanos = new BigDecimal(stamp.group(2)).movePointRight(9).longValue();
        return Optional.of(String.format(Locale.ROOT, "%08d.jpg,%d", Integer.parseInt(stamp.group(1)), nanos));
    }
}
