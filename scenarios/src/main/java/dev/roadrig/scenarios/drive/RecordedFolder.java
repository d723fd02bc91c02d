package dev.roadrig.scenarios.drive;

import dev.roadrig.scenarios.drive.DriveFrame.Box;
import dev.roadrig.scenarios.drive.DriveFrame.Label;
import dev.roadrig.scenarios.fault.BadInput;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A recorded drive as a folder: {@code frames.csv} (frame, file, t_ns; if there, distance_m, in_tunnel, light) and, if
 * there, {@code labels.csv} (frame, track_id, class_id, x1, y1, x2, y2; if there, t_ns, visible), both by frame.
 */
final class RecordedFolder implements FolderDrive.Layout {
    static final String FRAMES = "frames.csv";
    /** What frames.csv may hold and the drive uses. */
    static final Set<String> FRAME_COLUMNS = Set.of("frame", "file", "t_ns", "distance_m", "in_tunnel", "light");
    /** The same of labels.csv. */
    static final Set<String> LABEL_COLUMNS =
            Set.of("frame", "t_ns", "track_id", "class_id", "x1", "y1", "x2", "y2", "visible");

    static final double MOST_METRES = 1e9;
    static final double MOST_PIXELS = 1e6;
    private static final int MAX_FRAMES = 100_000_000;

    private final Path folder;

    RecordedFolder(Path folder) {
        this.folder = folder;
    }

    /** Whether there are frames; those of a video's own clock, with pts_ns and no t_ns, are another form. */
    static boolean isOne(Path folder) {
        Path frames = folder.resolve(FRAMES);
        if (!Files.exists(frames)) {
            return false;
        }
        try (var rows = new CsvReader(frames)) {
            return rows.hasColumn("t_ns") || !rows.hasColumn("pts_ns");
        } catch (BadInput e) {
            // Whoever reads it will say what is wrong with it.
            return true;
        }
    }

    @Override
    public long startUtcNanos() {
        try (var frames = new CsvReader(folder.resolve(FRAMES))) {
            return frames.hasNext() ? stamp(frames.peek()) : 0;
        }
    }

    static long stamp(CsvRow row) {
        return row.whole("t_ns", 0, Long.MAX_VALUE);
    }

    @Override
    public Drive.FrameCursor frames() {
        return new Cursor(folder);
    }

    @Override
    public Optional<Path> track() {
        return Optional.of(folder.resolve(TrackRows.FILE));
    }

    /** Walks both files side by side. */
    private static final class Cursor implements Drive.FrameCursor {
        private final Path folder;
        private final CsvReader frames;
        private final Optional<CsvReader> labels;
        private final long start;
        private int index;
        private long lastStamp = -1;

        Cursor(Path folder) {
            this.folder = folder;
            this.frames = new CsvReader(folder.resolve(FRAMES));
            Path labelled = folder.resolve(PictureFolder.LABELS);
            boolean opened = false;
            try {
                this.labels = Files.exists(labelled) ? Optional.of(new CsvReader(labelled)) : Optional.empty();
                this.start = frames.hasNext() ? stamp(frames.peek()) : 0;
                opened = true;
            } finally {
                if (!opened) {
                    frames.close();
                }
            }
        }

        @Override
        public boolean hasNext() {
            if (!frames.hasNext() && labels.isPresent() && labels.get().hasNext()) {
                throw labels.get().peek().bad("frame", "a frame of " + FRAMES + ", which ends at " + (index - 1));
            }
            return frames.hasNext();
        }

        @Override
        public DriveFrame next() {
            CsvRow row = frames.next();
            if (row.whole("frame", 0, MAX_FRAMES) != index) {
                throw row.bad("frame", index + ": frames are counted from 0 without gaps");
            }
            long stamp = stamp(row);
            if (stamp <= lastStamp) {
                throw row.bad("t_ns", "later than the frame before, which is at " + lastStamp);
            }
            lastStamp = stamp;
            PictureFile picture = PictureFile.of(folder, row, "file");
            double metres =
                    frames.hasColumn("distance_m") ? row.number("distance_m", -MOST_METRES, MOST_METRES) : Double.NaN;
            List<Label> truth = truth(stamp);
            return new DriveFrame(index++, stamp - start, picture.mediaType(), picture, truth, attributes(row), metres);
        }

        private Map<String, String> attributes(CsvRow row) {
            var attributes = new TreeMap<String, String>();
            if (frames.hasColumn("light")) {
                attributes.put("light", row.text("light"));
            }
            if (frames.hasColumn("in_tunnel")) {
                attributes.put("in_tunnel", row.whole("in_tunnel", 0, 1) == 1 ? "true" : "false");
            }
            return attributes;
        }

        private List<Label> truth(long stamp) {
            List<Label> truth = new ArrayList<>();
            if (labels.isEmpty()) {
                return truth;
            }
            CsvReader rows = labels.get();
            while (rows.hasNext() && rows.peek().whole("frame", 0, MAX_FRAMES) <= index) {
                CsvRow row = rows.next();
                if (row.whole("frame", 0, MAX_FRAMES) != index) {
                    throw row.bad("frame", "in the order of " + FRAMES + "; frame " + index + " was reached before");
                }
                if (rows.hasColumn("t_ns") && stamp(row) != stamp) {
                    throw row.bad("t_ns", stamp + ", as the same frame has it in " + FRAMES);
                }
                truth.add(label(rows, row));
            }
            return truth;
        }

        private static Label label(CsvReader rows, CsvRow row) {
            double visible = rows.hasColumn("visible") ? row.number("visible", 0, 1) : 1;
            return new Label(
                    (int) row.whole("track_id", 0, Integer.MAX_VALUE),
                    (int) row.whole("class_id", 0, Integer.MAX_VALUE),
                    box(row, "x1", "y1", "x2", "y2"),
                    visible);
        }

        @Override
        public void close() {
            try {
                frames.close();
            } finally {
                labels.ifPresent(CsvReader::close);
            }
        }
    }

    /** Edges in pixels; may lie outside the picture, but not inside out. */
    static Box box(CsvRow row, String x1, String y1, String x2, String y2) {
        double left = row.number(x1, -MOST_PIXELS, MOST_PIXELS);
        double top = row.number(y1, -MOST_PIXELS, MOST_PIXELS);
        double right = row.number(x2, -MOST_PIXELS, MOST_PIXELS);
        double bottom = row.number(y2, -MOST_PIXELS, MOST_PIXELS);
        if (right <= left) {
            throw row.bad(x2, "right of " + x1 + ", which is " + left);
        }
        if (bottom <= top) {
            throw row.bad(y2, "below " + y1 + ", which is " + top);
        }
        return new Box((float) left, (float) top, (float) right, (float) bottom);
    }
}
