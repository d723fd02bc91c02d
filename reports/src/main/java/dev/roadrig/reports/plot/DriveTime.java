package dev.roadrig.reports.plot;

import dev.roadrig.reports.join.FrameRow;
import dev.roadrig.reports.join.RunTable;
import dev.roadrig.reports.plot.Panel.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** The time axis of a run's pictures: drive time, or time since the run's start where no drive was played. */
final class DriveTime {
    /**
     * A stretch of the axis over which something stays the same.
     *
     * @param name what it is; several stretches may have one name
     */
    record Stretch(String name, double fromSeconds, double toSeconds) {}

    private final RunTable run;
    private final long zeroNanos;
    private final double periodSeconds;

    DriveTime(RunTable run) {
        this.run = run;
        List<FrameRow> frames = run.frames();
        zeroNanos = frames.isEmpty()
                ? run.driveStartNanos().orElse(0L)
                : frames.get(0).dueNanos() - frames.get(0).driveOffsetNanos();
        periodSeconds = frames.size() < 2
                ? 0.1
                : (last().driveOffsetNanos() - frames.get(0).driveOffsetNanos()) / 1e9 / (frames.size() - 1);
    }

    String title() {
        return run.driveStartNanos().isEmpty() && run.frames().isEmpty()
                ? "Time since the run's start (s)"
                : "Drive time (s)";
    }

    double seconds(long timelineNanos) {
        return (timelineNanos - zeroNanos) / 1e9;
    }

    double seconds(FrameRow frame) {
        return frame.driveOffsetNanos() / 1e9;
    }

    /** From the first frame to one period after the last. */
    Range range() {
        if (run.frames().isEmpty()) {
            return new Range(0, Math.max(1, seconds(run.lastNanos())));
        }
        double from = seconds(run.frames().get(0));
        return new Range(from, Math.max(from + 0.1, end(last())));
    }

    /** Stretches of frames to which a name belongs; frames with an empty name belong to none. */
    List<Stretch> stretches(Function<FrameRow, String> name) {
        List<Stretch> stretches = new ArrayList<>();
        for (FrameRow frame : run.frames()) {
            String now = name.apply(frame);
            int before = stretches.size() - 1;
            double from = seconds(frame);
            if (before >= 0 && stretches.get(before).name().equals(now)) {
                stretches.set(before, new Stretch(now, stretches.get(before).fromSeconds(), end(frame)));
            } else {
                if (before >= 0) {
                    Stretch ended = stretches.get(before);
                    stretches.set(before, new Stretch(ended.name(), ended.fromSeconds(), from));
                }
                stretches.add(new Stretch(now, from, end(frame)));
            }
        }
        stretches.removeIf(s -> s.name().isEmpty());
        return stretches;
    }

    List<Stretch> where(Predicate<FrameRow> condition) {
        return stretches(frame -> condition.test(frame) ? "yes" : "");
    }

    private double end(FrameRow frame) {
        return seconds(frame) + periodSeconds;
    }

    private FrameRow last() {
        return run.frames().get(run.frames().size() - 1);
    }
}
