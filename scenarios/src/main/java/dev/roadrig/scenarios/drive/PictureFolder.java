package dev.roadrig.scenarios.drive;

import dev.roadrig.scenarios.drive.DriveFrame.Label;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A folder of labelled pictures, one object each: {@code labels.csv} (file, roi_x1, roi_y1, roi_x2, roi_y2, class_id, or
 * the names of the GTSRB benchmark: Filename, Roi.X1, ..., ClassId), pictures in {@code images/} or beside it. It has no
 * clock of its own: its stamps are synthetic, ten frames a second from 2020-01-01 on.
 */
final class PictureFolder implements FolderDrive.Layout {
    static final String LABELS = "labels.csv";
    /** What labels.csv may hold and the drive uses, in either way to name it. */
    static final Set<String> LABEL_COLUMNS = Set.of(
            "file",
            "roi_x1",
            "roi_y1",
            "roi_x2",
            "roi_y2",
            "class_id",
            "Filename",
            "Roi.X1",
            "Roi.Y1",
            "Roi.X2",
            "Roi.Y2",
            "ClassId");

    private static final long PERIOD_NANOS = 100_000_000;
    private static final long START_UTC_NANOS = 1_577_836_800_000_000_000L;

    private final Path folder;

    PictureFolder(Path folder) {
        this.folder = folder;
    }

    static boolean isOne(Path folder) {
        Path labels = folder.resolve(LABELS);
        if (!Files.exists(labels)) {
            return false;
        }
        try (var rows = new CsvReader(labels)) {
            return rows.hasColumn("file") || rows.hasColumn("Filename");
        }
    }

    @Override
    public long startUtcNanos() {
        return START_UTC_NANOS;
    }

    @Override
    public Drive.FrameCursor frames() {
        Path images = folder.resolve("images");
        return new Cursor(Files.isDirectory(images) ? images : folder, new CsvReader(folder.resolve(LABELS)));
    }

    /** Walks the labels. */
    private static final class Cursor implements Drive.FrameCursor {
        private final Path images;
        private final CsvReader rows;
        private final boolean benchmark;
        private int index;

        Cursor(Path images, CsvReader rows) {
            this.images = images;
            this.rows = rows;
            this.benchmark = rows.hasColumn("Filename");
        }

        @Override
        public boolean hasNext() {
            return rows.hasNext();
        }

        @Override
        public DriveFrame next() {
            CsvRow row = rows.next();
            PictureFile picture = PictureFile.of(images, row, benchmark ? "Filename" : "file");
            var box = benchmark
                    ? RecordedFolder.box(row, "Roi.X1", "Roi.Y1", "Roi.X2", "Roi.Y2")
                    : RecordedFolder.box(row, "roi_x1", "roi_y1", "roi_x2", "roi_y2");
            int classId = (int) row.whole(benchmark ? "ClassId" : "class_id", 0, Integer.MAX_VALUE);
            var label = new Label(index, classId, box, 1);
            long offset = index * PERIOD_NANOS;
            return new DriveFrame(index++, offset, picture.mediaType(), picture, List.of(label), Map.of(), Double.NaN);
        }

        @Override
        public void close() {
            rows.close();
        }
    }
}
