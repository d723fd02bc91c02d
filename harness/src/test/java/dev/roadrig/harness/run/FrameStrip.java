package dev.roadrig.harness.run;

import dev.roadrig.scenarios.drive.Drive;
import dev.roadrig.scenarios.drive.DriveFrame;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/** A drive of frames at 10 a second, each with two boxes, in memory. */
final class FrameStrip implements Drive {
    private static final long PERIOD_NANOS = 100_000_000L;
    private final int count;

    FrameStrip(int count) {
        this.count = count;
    }

    @Override
    public String name() {
        return "strip";
    }

    @Override
    public String sha256() {
        return "0".repeat(64);
    }

    @Override
    public long startUtcNanos() {
        return 0;
    }

    @Override
    public Duration duration() {
        return Duration.ofNanos(count * PERIOD_NANOS);
    }

    @Override
    public int frameCount() {
        return count;
    }

    @Override
    public FrameCursor frames() {
        return new FrameCursor() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < count;
            }

            @Override
            public DriveFrame next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return frame(next++);
            }

            @Override
            public void close() {}
        };
    }

    private static DriveFrame frame(int index) {
        byte[] picture = new byte[20_000];
        picture[0] = (byte) index;
        return new DriveFrame(
                index,
                index * PERIOD_NANOS,
                "image/jpeg",
                () -> picture,
                List.of(label(1, index), label(2, index)),
                Map.of("light", index < 100 ? "day" : "dusk"),
                index * 1.7);
    }

    private static DriveFrame.Label label(int track, int index) {
        float x = track * 100f + index;
        return new DriveFrame.Label(track, track, new DriveFrame.Box(x, 50, x + 20, 70), 1);
    }

    @Override
    public void close() {}
}
