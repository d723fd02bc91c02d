package dev.roadrig.scenarios.drive;

import java.io.Closeable;
import java.time.Duration;

/**
 * A recording with its own clock: read-only and streamed, never loaded whole. Offsets count nanoseconds from the first
 * stamp of the recording.
 */
public interface Drive extends Closeable {

    String name();

    /** Of everything that the drive holds, hex: two drives with one hash are the same recording. */
    String sha256();

    /** UTC of offset 0 as the recording states it, nanoseconds since 1970. */
    long startUtcNanos();

    /** From the first stamp to one frame period after the last frame. */
    Duration duration();

    /** How many frames there are. */
    int frameCount();

    /** Frames in time order, with truth and attributes; pictures are read only when asked for. */
    FrameCursor frames();

    /** A forward walk over frames; not for several threads. */
    interface FrameCursor extends Closeable {
        boolean hasNext();

        /** The next frame. Throws {@link java.util.NoSuchElementException} after the last. */
        DriveFrame next();

        @Override
        void close();
    }

    @Override
    void close();
}
