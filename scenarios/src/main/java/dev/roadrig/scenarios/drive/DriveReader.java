package dev.roadrig.scenarios.drive;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.FileTrouble;
import dev.roadrig.scenarios.mcap.McapFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Opens recorded drives: a folder with {@code frames.csv}, a folder of labelled pictures with {@code labels.csv}, or an
 * {@code .mcap} made by {@code roadrig drive import}.
 */
public final class DriveReader {
    private DriveReader() {}

    /** Opens a drive and checks it; the caller closes it. Throws {@link BadInput} when it is none, or a broken one. */
    public static Drive open(Path path) {
        if (Files.isDirectory(path)) {
            return FolderDrive.open(path);
        }
        if (!Files.exists(path)) {
            String meant = FileTrouble.meant(path);
            throw new BadInput("There is no drive at " + path
                    + (meant.isEmpty() ? ". Give a folder with frames.csv or labels.csv, or an .mcap file." : meant));
        }
        if (isMcap(path)) {
            return McapDrive.open(path);
        }
        throw new BadInput(path + " is no drive: drives are folders with " + RecordedFolder.FRAMES + " or "
                + PictureFolder.LABELS + ", and .mcap files.");
    }

    /**
     * The states of the link that an {@code .mcap} holds, in time order; it need not hold pictures. Throws
     * {@link BadInput} when it is no MCAP file, or a broken one.
     */
    public static void forEachLinkState(Path path, Consumer<RecordedLink> consumer) {
        McapDrive.forEachLinkState(path, consumer);
    }

    /** Whether a file's name says that it is a drive in one file. */
    public static boolean isMcap(Path path) {
        return path.toString().toLowerCase(Locale.ROOT).endsWith(".mcap") && !Files.isDirectory(path);
    }

    /** Whether an .mcap has a channel of this topic. Throws BadInput when it is no MCAP file. */
    public static boolean holds(Path mcap, String topic) {
        try (McapFile file = McapFile.open(mcap)) {
            return file.channels().stream().anyMatch(channel -> channel.topic().equals(topic));
        }
    }
}
