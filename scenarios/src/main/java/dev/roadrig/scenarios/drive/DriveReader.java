package dev.roadrig.scenarios.drive;

import dev.roadrig.scenarios.fault.BadInput;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens recorded drives: a folder with {@code frames.csv}, a folder of labelled pictures, or an {@code .mcap}. */
public final class DriveReader {
    private DriveReader() {}

    /** Opens a drive; the caller closes it. Throws {@link BadInput} when it is none. */
    public static Drive open(Path path) {
        if (!Files.exists(path)) {
            throw new BadInput("There is no drive at " + path + ".");
        }
        throw new BadInput(path + " is not a drive.");
    }
}
