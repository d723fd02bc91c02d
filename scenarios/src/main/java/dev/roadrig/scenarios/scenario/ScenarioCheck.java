package dev.roadrig.scenarios.scenario;

import dev.roadrig.scenarios.drive.Drive;
import dev.roadrig.scenarios.drive.Drive.FrameCursor;
import dev.roadrig.scenarios.drive.DriveFrame;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.scenario.SampleCount.Slice;
import dev.roadrig.scenarios.spec.Requirement;
import dev.roadrig.scenarios.spec.SampleSize;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What can be said of a scenario before it runs: how many samples each requirement will have and needs, and which cannot
 * pass as written.
 *
 * @param rows in the order of the spec; one a slice where a requirement is judged for-each
 * @param replay how long all repetitions play, without boot and deployment
 */
public record ScenarioCheck(List<Row> rows, Duration replay) {
    public ScenarioCheck {
        rows = List.copyOf(rows);
    }

    /** How a number of samples that is said beforehand stands to that of a run. */
    public enum Known {
        EXACTLY(""),
        /** What is in flight when a fault begins, or due while the board is away after it, counts as in the fault. */
        AT_MOST("at most "),
        /** Those frames come on top. */
        AT_LEAST("at least ");

        private final String words;

        Known(String words) {
            this.words = words;
        }

        /** Before the number; empty where it is exact. */
        public String words() {
            return words;
        }
    }

    /**
     * A requirement's samples over all repetitions.
     *
     * @param slice such as light=tunnel, where it is judged for-each
     * @param expected if every frame is answered; absent where the samples come from a meter and not from frames
     * @param known what {@code expected} is where the scenario orders a fault
     * @param most as {@code expected}, if all that may count does
     * @param needed before the bound can hold with its confidence, all samples being right
     */
    public record Row(
            Requirement requirement,
            Optional<String> slice,
            OptionalLong expected,
            Known known,
            OptionalLong most,
            long needed) {

        /** Whether no run of this scenario could make it PASS. */
        public boolean cannotPass() {
            return most.isPresent() && most.getAsLong() < needed;
        }
    }

    /** Walks the drive once. Throws {@link BadInput} where the window holds no frame, or model and drive do not fit. */
    public static ScenarioCheck of(Scenario scenario, Drive drive) {
        List<SampleCount> counts = scenario.spec().requirements().stream()
                .map(requirement -> new SampleCount(requirement, scenario))
                .toList();
        int frames = 0;
        try (FrameCursor cursor = drive.frames()) {
            while (cursor.hasNext()) {
                DriveFrame frame = cursor.next();
                if (scenario.window().holds(frame.offsetNanos())) {
                    refuseUnknownClasses(scenario, frame);
                    counts.forEach(count -> count.add(frame));
                    frames++;
                }
            }
        }
        if (frames == 0) {
            throw new BadInput(scenario.file() + ": window: holds no frame of the drive, which lasts "
                    + drive.duration().toMillis() + " ms");
        }
        List<Row> rows = new ArrayList<>();
        counts.forEach(count -> rows(count, scenario, rows));
        return new ScenarioCheck(rows, played(scenario, drive).multipliedBy(scenario.repeat()));
    }

    /** Those that no run could make PASS. */
    public List<Row> cannotPass() {
        return rows.stream().filter(Row::cannotPass).toList();
    }

    private static void rows(SampleCount count, Scenario scenario, List<Row> rows) {
        Requirement requirement = count.requirement();
        for (Slice slice : count.slices()) {
            rows.add(new Row(
                    requirement,
                    slice.name(),
                    repeated(slice.samples(), scenario),
                    count.known(),
                    repeated(slice.most(), scenario),
                    SampleSize.of(requirement)));
        }
    }

    private static OptionalLong repeated(OptionalLong samples, Scenario scenario) {
        return samples.isPresent() ? OptionalLong.of(samples.getAsLong() * scenario.repeat()) : samples;
    }

    private static Duration played(Scenario scenario, Drive drive) {
        Duration to = scenario.window().to();
        Duration end = to.compareTo(drive.duration()) < 0 ? to : drive.duration();
        return end.minus(scenario.window().from());
    }

    private static void refuseUnknownClasses(Scenario scenario, DriveFrame frame) {
        int classes = scenario.model().output().labels().size();
        for (DriveFrame.Label label : frame.truth()) {
            if (label.classId() < 0 || label.classId() >= classes) {
                throw new BadInput(scenario.file() + ": frame " + frame.index() + " of the drive has class "
                        + label.classId() + ", but model " + scenario.model().name() + " has the classes 0 to "
                        + (classes - 1) + "; model and drive do not belong together");
            }
        }
    }
}
