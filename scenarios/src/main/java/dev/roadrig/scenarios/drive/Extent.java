package dev.roadrig.scenarios.drive;

import dev.roadrig.scenarios.fault.BadInput;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How much a drive holds.
 *
 * @param frames at least one
 * @param duration from the first stamp to one mean frame period after the last frame
 */
record Extent(int frames, Duration duration) {
    /** Where a single frame leaves the frame rate open. */
    private static final long DEFAULT_PERIOD_NANOS = 100_000_000;

    /** Walks all frames, and so finds every error in them. Throws {@link BadInput} where there are none. */
    static Extent of(Drive.FrameCursor cursor, Path drive) {
        var tally = new Tally();
        while (cursor.hasNext()) {
            tally.add(cursor.next());
        }
        return tally.extent(drive);
    }

    /** Counts frames as they go by. */
    static final class Tally {
        private int frames;
        private long first;
        private long last;

        void add(DriveFrame frame) {
            first = frames == 0 ? frame.offsetNanos() : first;
            last = frame.offsetNanos();
            frames++;
        }

        int frames() {
            return frames;
        }

        Extent extent(Path drive) {
            if (frames == 0) {
                throw new BadInput("The drive " + drive + " has no frames.");
            }
            long period = frames == 1 ? DEFAULT_PERIOD_NANOS : (last - first) / (frames - 1);
            return new Extent(frames, Duration.ofNanos(last + period));
        }
    }
}
