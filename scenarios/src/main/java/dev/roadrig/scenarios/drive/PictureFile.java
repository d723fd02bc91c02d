package dev.roadrig.scenarios.drive;

import dev.roadrig.scenarios.fault.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;

/** A picture in a drive's folder, named by a file of the drive. */
record PictureFile(Path path, String mediaType) implements DriveFrame.Picture {
    private static final long MAX_BYTES = 64L << 20;

    /** The picture that a row names; it must be in the folder, also behind links, and of a known kind. */
    static PictureFile of(Path folder, CsvRow row, String column) {
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
            return new PictureFile(path, mediaType(row, column, name));
        } catch (InvalidPathException | IOException e) {
            throw row.bad(column, "the name of a picture and not '" + name + "'");
        }
    }

    private static String mediaType(CsvRow row, String column, String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".jpg") || lower.endsWith(".jpeg")) {
            return "image/jpeg";
        }
        if (lower.endsWith(".png")) {
            return "image/png";
        }
        throw row.bad(column, "a .jpg or .png picture and not '" + name + "'");
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
            throw new BadInput(path + " cannot be read: " + e, e);
        }
    }
}
