package dev.roadrig.scenarios.drive;

import com.google.protobuf.Message;
import dev.roadrig.scenarios.fault.FileTrouble;
import dev.roadrig.scenarios.fault.RigFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Imports a drive that is a folder: its frames in either layout, and from beside them the receiver's {@code track.csv}
 * and the link's {@code cellular.csv}, merged by time.
 */
public final class FolderImporter implements DriveImporter {
    private static final String LINK = "cellular.csv";
    private static final int MOST_NAMES = 5;

    @Override
    public String name() {
        return "folder";
    }

    @Override
    public String mark() {
        return RecordedFolder.FRAMES + ", or " + PictureFolder.LABELS + " with a column 'file'";
    }

    @Override
    public String form() {
        return "folder with CSV files";
    }

    @Override
    public boolean knows(Path source) {
        return Files.isDirectory(source) && (RecordedFolder.isOne(source) || PictureFolder.isOne(source));
    }

    @Override
    public Account write(Path source, DriveWriter writer) throws RigFault {
        boolean clocked = Files.exists(source.resolve(RecordedFolder.FRAMES));
        List<String> dropped = new ArrayList<>();
        try (FolderDrive drive = FolderDrive.open(source);
                Drive.FrameCursor frames = drive.frames();
                StampedRows track = rows(source.resolve(TrackRows.FILE), clocked, dropped);
                StampedRows link = rows(source.resolve(LINK), clocked, dropped)) {
            while (frames.hasNext()) {
                DriveFrame frame = frames.next();
                long stamp = drive.startUtcNanos() + frame.offsetNanos();
                writeTrack(track, stamp, writer);
                writeLink(link, stamp, writer);
                writer.writeFrame(frame, stamp);
            }
            writeTrack(track, Long.MAX_VALUE, writer);
            writeLink(link, Long.MAX_VALUE, writer);
            tellColumns(source, clocked, dropped);
            tellFiles(source, drive.frameCount(), clocked, dropped);
            String timeBase = clocked
                    ? "UTC as recorded in " + RecordedFolder.FRAMES
                    : "synthetic: ten frames a second from 2020-01-01 on, since pictures without "
                            + RecordedFolder.FRAMES + " have no clock";
            return new Account(drive.sha256(), timeBase, List.of(), dropped);
        }
    }

    private static StampedRows rows(Path file, boolean clocked, List<String> dropped) {
        if (Files.exists(file) && !clocked) {
            dropped.add(file.getFileName() + ", since there is no " + RecordedFolder.FRAMES + " on whose clock it is");
            return StampedRows.none();
        }
        return Files.exists(file) ? StampedRows.of(file) : StampedRows.none();
    }

    private static void writeTrack(StampedRows rows, long untilStamp, DriveWriter writer) throws RigFault {
        while (rows.has(untilStamp)) {
            CsvRow row = rows.next();
            if (row.has("lat") && row.has("lon")) {
                writer.write(DriveTopic.FIX, rows.stamp(), TrackRows.fix(row, rows.stamp()));
            }
            writer.write(DriveTopic.GNSS, rows.stamp(), TrackRows.state(row));
        }
    }

    private static void writeLink(StampedRows rows, long untilStamp, DriveWriter writer) throws RigFault {
        while (rows.has(untilStamp)) {
            Message sample = LinkRows.sample(rows.next());
            writer.write(DriveTopic.LINK, rows.stamp(), sample);
        }
    }

    private static void tellColumns(Path source, boolean clocked, List<String> dropped) {
        tellColumns(source.resolve(RecordedFolder.FRAMES), RecordedFolder.FRAME_COLUMNS, dropped);
        tellColumns(
                source.resolve(PictureFolder.LABELS),
                clocked ? RecordedFolder.LABEL_COLUMNS : PictureFolder.LABEL_COLUMNS,
                dropped);
        if (clocked) {
            tellColumns(source.resolve(TrackRows.FILE), TrackRows.COLUMNS, dropped);
            tellColumns(source.resolve(LINK), LinkRows.COLUMNS, dropped);
        }
    }

    private static void tellColumns(Path file, Set<String> used, List<String> dropped) {
        if (!Files.exists(file)) {
            return;
        }
        try (var rows = new CsvReader(file)) {
            SortedSet<String> unused = rows.columns();
            unused.removeAll(used);
            if (!unused.isEmpty()) {
                dropped.add("columns of " + file.getFileName() + ": " + String.join(", ", unused));
            }
        }
    }

    private static void tellFiles(Path source, int frames, boolean clocked, List<String> dropped) {
        Set<String> read = clocked
                ? Set.of(RecordedFolder.FRAMES, PictureFolder.LABELS, TrackRows.FILE, LINK)
                : Set.of(PictureFolder.LABELS, TrackRows.FILE, LINK);
        SortedSet<String> others = new TreeSet<>();
        long pictures = 0;
        try (Stream<Path> walk = Files.walk(source)) {
            for (Path file : (Iterable<Path>) walk.filter(Files::isRegularFile)::iterator) {
                String name = source.relativize(file).toString().replace('\\', '/');
                boolean hidden = name.startsWith(".") || name.contains("/.");
                if (hidden) {
                    continue;
                }
                if (PictureFile.mediaType(name).isPresent()) {
                    pictures++;
                } else if (!read.contains(name) && others.size() <= MOST_NAMES) {
                    others.add(name);
                }
            }
        } catch (IOException e) {
            throw FileTrouble.unread(source, e);
        }
        if (pictures > frames) {
            dropped.add("at least " + (pictures - frames) + " pictures that no row names");
        }
        if (!others.isEmpty()) {
            boolean more = others.size() > MOST_NAMES;
            dropped.add("files: "
                    + String.join(", ", others.stream().limit(MOST_NAMES).toList()) + (more ? " and more" : ""));
        }
    }
}
