package dev.roadrig.scenarios.scenario;

import dev.roadrig.scenarios.drive.DriveReader;
import dev.roadrig.scenarios.drive.RecordedLink;
import dev.roadrig.scenarios.fault.BadInput;
import java.nio.file.Path;
import java.time.Duration;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Reads the link that travels in a drive; each state holds until the next, and what is not known is as it was. */
final class DriveLink {
    private static final int MOST_STATES = 10_000_000;

    private final Path file;
    private final DriveTime drive;
    private final NavigableMap<Long, LinkState> steps = new TreeMap<>();
    private Duration roundTrip = Duration.ZERO;
    private Duration jitter = Duration.ZERO;

    private DriveLink(Path file, DriveTime drive) {
        this.file = file;
        this.drive = drive;
    }

    /**
     * @param drive that is played, whose clock the link's stamps share
     */
    static LinkTrace read(Path file, DriveTime drive) {
        var link = new DriveLink(file, drive);
        DriveReader.forEachLinkState(file, link::add);
        if (link.steps.isEmpty()) {
            throw new BadInput(file + " holds no states of a link; name a trace, or import a folder with cellular.csv");
        }
        if (link.steps.firstKey() >= drive.duration().toNanos() || link.steps.lastKey() < 0) {
            throw new BadInput(file + ": the link's states hold no moment of the drive, which begins at "
                    + drive.startUtcNanos() + " ns; both count from the same moment");
        }
        return new LinkTrace(LinkTrace.EVERY_CONDITION, link.steps);
    }

    private void add(RecordedLink recorded) {
        roundTrip = recorded.roundTrip().orElse(roundTrip);
        jitter = recorded.jitter().orElse(jitter);
        String name = recorded.state().isEmpty() ? "trace" : recorded.state();
        var state = new LinkState(
                name, recorded.upBitsPerSecond(), recorded.downBitsPerSecond(), roundTrip, jitter, recorded.loss());
        if (steps.put(recorded.utcNanos() - drive.startUtcNanos(), state) != null) {
            throw new BadInput(file + ": there are two states of the link at " + recorded.utcNanos() + " ns");
        }
        if (steps.size() > MOST_STATES) {
            throw new BadInput(file + ": there are more than " + MOST_STATES + " states of a link");
        }
    }
}
