package dev.roadrig.scenarios.drive;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.FileTrouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** A picture in a drive's folder, named by a file of the drive. */
public record PictureFile(Path path, String mediaType) implements DriveFrame.Picture {
    static final long MAX_BYTES = 64L << 20;

    private static final String JPEG = "image/jpeg";
    private static final String PNG = "image/png";

    /** The picture that a row names; it must be in the folder, also behind links, and of a known kind. */
    public static PictureFile of(Path folder, CsvRow row, String column) {
        String name = row.text(column);
        try {
            Path path = folder.resolve(name);
            boolean inside = !Path.of(name).isAbsolute() && path.normalize().startsWith(folder.normalize());
            if (!inside || (Files.exists(path) && !path.toRealPath().startsWith(folder.toRealPath()))) {
                throw row.bad(column, "a file in " + folder + " and not '" + name + "', which leaves it");
            }
            if (!Files.isRegularFile(path)) {
                throw row.bad(column, "the name of a picture; there is no file " + path);
            }
            return new PictureFile(
                    path,
                    mediaType(name)
                            .orElseThrow(() -> row.bad(column, "a .jpg or .png picture and not '" + name + "'")));
        } catch (InvalidPathException | IOException e) {
            throw row.bad(column, "the name of a picture and not '" + name + "'");
        }
    }

    /** Whether pictures of this kind can be played. */
    static boolean isKnown(String mediaType) {
        return mediaType.equals(JPEG) || mediaType.equals(PNG);
    }

    /** Of a file by its name; empty when it is no picture of a known kind. */
    public static Optional<String> mediaType(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".jpg") || lower.endsWith(".jpeg")) {
            return Optional.of(JPEG);
        }
        return lower.endsWith(".png") ? Optional.of(PNG) : Optional.empty();
    }

    @Override
    public byte[] read() {
        try {
            long size = Files.size(path);
            if (size > MAX_BYTES) {
                throw new BadInput(path + " has " + size + " bytes; a picture has at most " + MAX_BYTES + ".");
            }
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw FileTrouble.unread(path, e);
        }
    }
}
