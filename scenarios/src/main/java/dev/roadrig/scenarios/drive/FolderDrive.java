package dev.roadrig.scenarios.drive;

import dev.roadrig.scenarios.fault.BadInput;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A drive that is a folder of pictures and CSV files; a pass over it at opening finds every error before a run does. */
final class FolderDrive implements Drive {
    private final Path folder;
    private final Layout layout;
    private final long startUtcNanos;
    private final Extent extent;
    private @Nullable String sha256;

    /** How a folder's files make frames. */
    interface Layout {
        /** UTC of the first frame, nanoseconds since 1970. */
        long startUtcNanos();

        FrameCursor frames();

        /** The receiver's track beside the frames, if it shares their clock. */
        default Optional<Path> track() {
            return Optional.empty();
        }
    }

    /** Opens the folder in the layout that it has. Throws {@link BadInput} when it has none, or is a broken one. */
    static FolderDrive open(Path folder) {
        if (Files.exists(folder.resolve(RecordedFolder.FRAMES))) {
            return new FolderDrive(folder, new RecordedFolder(folder));
        }
        if (PictureFolder.isOne(folder)) {
            return new FolderDrive(folder, new PictureFolder(folder));
        }
        throw new BadInput("The folder " + folder + " holds no drive: it has neither " + RecordedFolder.FRAMES + " nor "
                + PictureFolder.LABELS + " with a column 'file'.");
    }

    private FolderDrive(Path folder, Layout layout) {
        this.folder = folder;
        this.layout = layout;
        this.startUtcNanos = layout.startUtcNanos();
        try (FrameCursor cursor = layout.frames()) {
            extent = Extent.of(cursor, folder);
        }
    }

    @Override
    public String name() {
        Path name = folder.toAbsolutePath().normalize().getFileName();
        return name == null ? folder.toString() : name.toString();
    }

    @Override
    public synchronized String sha256() {
        String known = sha256;
        if (known == null) {
            known = FolderHash.ofFolder(folder);
            sha256 = known;
        }
        return known;
    }

    @Override
    public long startUtcNanos() {
        return startUtcNanos;
    }

    @Override
    public Duration duration() {
        return extent.duration();
    }

    @Override
    public int frameCount() {
        return extent.frames();
    }

    @Override
    public FrameCursor frames() {
        return layout.frames();
    }

    @Override
    public void forEachPosition(Consumer<Position> consumer) {
        Optional<Path> track = layout.track().filter(Files::exists);
        try (StampedRows rows = track.isPresent() ? StampedRows.of(track.get()) : StampedRows.none()) {
            while (rows.has(Long.MAX_VALUE)) {
                CsvRow row = rows.next();
                if (row.has("lat") && row.has("lon")) {
                    consumer.accept(TrackRows.position(row, rows.stamp()));
                }
            }
        }
    }

    @Override
    public void close() {
        // Each cursor closes its own files.
    }
}
