package dev.roadrig.harness.run;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.FileTrouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Where one run's files go: {@code OUT/<UTC>-<scenario>-<board>-r<i>/}, whose name is the run's id everywhere, with a
 * link {@code latest} beside it.
 *
 * @param id the run's id
 * @param path absolute
 */
public record RunFolder(String id, Path path) {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /**
     * Makes the folder.
     *
     * @throws BadInput when it cannot be made
     */
    public static RunFolder make(Path out, Instant now, String scenario, String board, int repetition) {
        String base = STAMP.format(now) + "-" + plain(scenario) + "-" + plain(board) + "-r" + repetition;
        try {
            Files.createDirectories(out);
            String id = base;
            for (int other = 2; ; other++) {
                try {
                    Path folder = Files.createDirectory(out.resolve(id)).toAbsolutePath();
                    point(out, id);
                    return new RunFolder(id, folder);
                } catch (FileAlreadyExistsException e) {
                    id = base + "-" + other;
                }
            }
        } catch (IOException e) {
            throw new BadInput(
                    "Cannot make a run's folder in " + out + ": " + FileTrouble.why(e)
                            + ". Choose another folder with --out.",
                    e);
        }
    }

    public Path record() {
        return path.resolve("run.mcap");
    }

    private static void point(Path out, String id) {
        Path latest = out.resolve("latest");
        try {
            if (Files.exists(latest, java.nio.file.LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(latest)) {
                return;
            }
            Path fresh = out.resolve(".latest-" + id);
            Files.createSymbolicLink(fresh, Path.of(id));
            Files.move(fresh, latest, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        } catch (UnsupportedOperationException e) {
            // A file system without links; the run's own folder is what counts.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String plain(String name) {
        String plain = name.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[.-]+", "");
        return plain.isEmpty() ? "x" : plain.substring(0, Math.min(60, plain.length()));
    }
}
