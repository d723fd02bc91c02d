package dev.roadrig.scenarios.drive.formats;

import dev.roadrig.scenarios.drive.CsvReader;
import dev.roadrig.scenarios.drive.CsvRow;
import dev.roadrig.scenarios.drive.DriveFrame;
import dev.roadrig.scenarios.drive.DriveImporter;
import dev.roadrig.scenarios.drive.DriveWriter;
import dev.roadrig.scenarios.drive.FolderHash;
import dev.roadrig.scenarios.drive.PictureFile;
import dev.roadrig.scenarios.fault.RigFault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;

/**
 * Imports a video that was taken apart: pictures, and {@code frames.csv} with a row a frame: {@code file}, and
 * {@code pts_ns}, its presentation time stamp in nanoseconds, which is on the video's own clock.
 */
final class PtsFramesImporter implements DriveImporter {
    static final String FRAMES = "frames.csv";
    static final String STAMP = "pts_ns";

    @Override
    public String name() {
        return "pts-frames";
    }

    @Override
    public String form() {
        return "folder of a video's frames";
    }

    @Override
    public String mark() {
        return FRAMES + " with the columns file and " + STAMP;
    }

    @Override
    public boolean knows(Path source) {
        List<String> head = TextHead.of(source.resolve(FRAMES));
        return Files.isDirectory(source)
                && !head.isEmpty()
                && List.of(head.get(0).split(",")).containsAll(List.of("file", STAMP));
    }

    @Override
    public Account write(Path source, DriveWriter writer) throws RigFault {
        int index = 0;
        long first = 0;
        long last = -1;
        List<String> dropped;
        try (var rows = new CsvReader(source.resolve(FRAMES))) {
            SortedSet<String> unused = rows.columns();
            unused.removeAll(Set.of("file", STAMP));
            dropped = unused.isEmpty() ? List.of() : List.of("columns of " + FRAMES + ": " + String.join(", ", unused));
            while (rows.hasNext()) {
                CsvRow row = rows.next();
                long stamp = row.whole(STAMP, 0, Long.MAX_VALUE / 4);
                if (stamp <= last) {
                    throw row.bad(STAMP, "later than the frame before, which is at " + last);
                }
                first = index == 0 ? stamp : first;
                last = stamp;
                PictureFile picture = PictureFile.of(source, row, "file");
                writer.writeFrame(
                        new DriveFrame(
                                index++, stamp - first, picture.mediaType(), picture, List.of(), Map.of(), Double.NaN),
                        Stamps.SYNTHETIC_UTC_NANOS + stamp);
            }
        }
        return new Account(
                FolderHash.ofFolder(source), "the video's own (PTS), " + Stamps.SYNTHETIC, List.of(), dropped);
    }
}
