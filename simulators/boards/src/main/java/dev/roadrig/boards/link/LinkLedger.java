package dev.roadrig.boards.link;

import dev.roadrig.scenarios.link.Direction;
import dev.roadrig.scenarios.record.v1.LinkAchieved;
import java.util.Arrays;

/** Counts what a link did in the running window: bytes, busy time, stalls, and its own lateness. */
public final class LinkLedger {
    private static final int MOST_SAMPLES = 65_536;

    private final long[] lateness = new long[MOST_SAMPLES];
    private int samples;
    private long upBytes;
    private long downBytes;
    private long upBusyNanos;
    private long downBusyNanos;
    private int segments;
    private int stalls;
    private long latenessMaxNanos;

    synchronized void left(Direction direction, int bytes, LinkShaper.Departure departure, long lateNanos) {
        if (departure.stallNanos() > 0) {
            stalls++;
        }
        left(direction, bytes, departure.busyNanos(), lateNanos);
    }

    /**
     * A segment or a packet left the link.
     *
     * @param busyNanos for how long it held the direction's rate
     * @param lateNanos how much later than its time
     */
    public synchronized void left(Direction direction, int bytes, long busyNanos, long lateNanos) {
        segments++;
        if (direction == Direction.UP) {
            upBytes += bytes;
            upBusyNanos += busyNanos;
        } else {
            downBytes += bytes;
            downBusyNanos += busyNanos;
        }
        latenessMaxNanos = Math.max(latenessMaxNanos, lateNanos);
        if (samples < MOST_SAMPLES) {
            lateness[samples++] = lateNanos;
        }
    }

    /** What was done since the last call. */
    public synchronized LinkAchieved take(long windowNanos) {
        long[] sorted = Arrays.copyOf(lateness, samples);
        Arrays.sort(sorted);
        LinkAchieved achieved = LinkAchieved.newBuilder()
                .setWindowNs(windowNanos)
                .setUpBytes(upBytes)
                .setDownBytes(downBytes)
                .setUpBusyNs(upBusyNanos)
                .setDownBusyNs(downBusyNanos)
                .setLatenessP50Ns(samples == 0 ? 0 : sorted[(samples - 1) / 2])
                .setLatenessMaxNs(latenessMaxNanos)
                .setSegments(segments)
                .setStalls(stalls)
                .build();
        samples = 0;
        upBytes = downBytes = upBusyNanos = downBusyNanos = latenessMaxNanos = 0;
        segments = stalls = 0;
        return achieved;
    }
}
