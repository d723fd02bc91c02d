package dev.roadrig.scenarios.drive;

import dev.roadrig.scenarios.fault.BadInput;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Opens recorded drives: a folder with {@code frames.csv}, a folder of labelled pictures with {@code labels.csv}, or an
 * {@code .mcap} made by {@code roadrig drive import}.
 */
public final class DriveReader {
    private DriveReader() {}

    /** Opens a drive and checks it; the caller closes it. Throws {@link BadInput} when it is none, or a broken one. */
    public static Drive open(Path path) {
        if (Files.isDirectory(path)) {
            return openFolder(path);
        }
        if (Files.exists(path)) {
            throw new BadInput(path + " is no drive: drives are folders with " + RecordedFolder.FRAMES + " or "
                    + PictureFolder.LABELS + ", and .mcap files.");
        }
        throw new BadInput("There is no drive at " + path + ".");
    }

    private static Drive openFolder(Path folder) {
        if (Files.exists(folder.resolve(RecordedFolder.FRAMES))) {
            return new FolderDrive(folder, new RecordedFolder(folder));
        }
        if (PictureFolder.isOne(folder)) {
            return new FolderDrive(folder, new PictureFolder(folder));
        }
        throw new BadInput("The folder " + folder + " holds no drive: it has neither " + RecordedFolder.FRAMES + " nor "
                + PictureFolder.LABELS + " with a column 'file'.");
    }
}
