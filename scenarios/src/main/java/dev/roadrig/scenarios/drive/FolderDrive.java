package dev.roadrig.scenarios.drive;

import dev.roadrig.scenarios.fault.BadInput;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A drive that is a folder of pictures and CSV files; a pass over it at opening finds every error before a run does. */
final class FolderDrive implements Drive {
    /** Where a single frame leaves the frame rate open. */
    private static final long DEFAULT_PERIOD_NANOS = 100_000_000;

    private final Path folder;
    private final Layout layout;
    private final long startUtcNanos;
    private final Duration duration;
    private final int frameCount;
    private @Nullable String sha256;

    /** How a folder's files make frames. */
    interface Layout {
        /** UTC of the first frame, nanoseconds since 1970. */
        long startUtcNanos();

        FrameCursor frames();
    }

    FolderDrive(Path folder, Layout layout) {
        this.folder = folder;
        this.layout = layout;
        this.startUtcNanos = layout.startUtcNanos();
        int count = 0;
        long first = 0;
        long last = 0;
        try (FrameCursor cursor = layout.frames()) {
            while (cursor.hasNext()) {
                DriveFrame frame = cursor.next();
                first = count == 0 ? frame.offsetNanos() : first;
                last = frame.offsetNanos();
                count++;
            }
        }
        if (count == 0) {
            throw new BadInput("The drive " + folder + " has no frames.");
        }
        frameCount = count;
        duration = Duration.ofNanos(last + (count == 1 ? DEFAULT_PERIOD_NANOS : (last - first) / (count - 1)));
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
        return duration;
    }

    @Override
    public int frameCount() {
        return frameCount;
    }

    @Override
    public FrameCursor frames() {
        return layout.frames();
    }

    @Override
    public void close() {
        // Each cursor closes its own files.
    }
}
