package dev.roadrig.reports.verdict;

import dev.roadrig.reports.join.FrameRow;
import dev.roadrig.reports.join.RunTable;
import dev.roadrig.scenarios.scenario.FaultOrder.Kind;
import dev.roadrig.scenarios.spec.Requirement;
import dev.roadrig.scenarios.spec.Requirement.When;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which frames and moments of a run count for a requirement, or for one slice of it. */
final class Scope {
    /** Orders after which there may be nobody to send a frame to; a camera that loses pictures is the rig's. */
    private static final Set<String> TAKE_AWAY = Stream.of(
                    Kind.POWER_CUT, Kind.BROWN_OUT, Kind.IGNITION, Kind.REBOOT, Kind.AGENT_KILL, Kind.SSH_CUT)
            .map(Kind::word)
            .collect(Collectors.toUnmodifiableSet());

    private final RunTable run;
    private final Requirement requirement;
    private final Optional<Slice> slice;
    private final NavigableMap<Long, FrameRow> byDue = new TreeMap<>();

    /** The frames whose attribute has a value. */
    record Slice(String attribute, String value) {
        String word() {
            return attribute + "=" + value;
        }
    }

    Scope(RunTable run, Requirement requirement, Optional<Slice> slice) {
        this.run = run;
        this.requirement = requirement;
        this.slice = slice;
        run.frames().forEach(f -> byDue.put(f.dueNanos(), f));
    }

    RunTable run() {
        return run;
    }

    /** The frames that count; frames left out for an ordered fault are noted. */
    List<FrameRow> frames(Samples note) {
        return run.frames().stream()
                .filter(f -> inWindow(f.dueNanos()) && inSlice(f) && linkFits(f))
                .filter(f -> faultFits(f, note))
                .toList();
    }

    /** Whether a lost frame is the rig's: it was not sent, and not for want of a board that an order had taken away. */
    boolean isNeverSent(FrameRow lost) {
        return lost.sentNanos().isEmpty()
                && run.orderedFaults().stream()
                        .noneMatch(span -> TAKE_AWAY.contains(span.kind())
                                && span.fromNanos() <= lost.dueNanos()
                                && lost.dueNanos() < span.toNanos());
    }

    /** Whether a moment counts: it has the conditions of the last frame that was due. */
    boolean holds(long nanos) {
        Map.Entry<Long, FrameRow> frame = byDue.floorEntry(nanos);
        return frame != null
                && nanos < endNanos()
                && inWindow(nanos)
                && inSlice(frame.getValue())
                && linkFits(frame.getValue())
                && faultFits(frame.getValue(), new Samples());
    }

    /** Why the run is too short for the window asked; empty when it is not. */
    Optional<String> tooShort() {
        if (byDue.isEmpty()) {
            return Optional.of("No frame was due: the drive never started.");
        }
        long needed = requirement.after().plus(requirement.over()).toNanos();
        long had = endNanos() - startNanos();
        return needed > had && !requirement.after().plus(requirement.over()).isZero()
                ? Optional.of(
                        "The drive was played for " + Figures.digits(had / 1e9) + " s and the window asked ends at "
                                + Figures.digits(needed / 1e9) + " s. Play a longer drive.")
                : Optional.empty();
    }

    /** Where the drive begins, on the timeline. */
    long startNanos() {
        return run.driveStartNanos().orElseGet(() -> byDue.isEmpty() ? 0L : byDue.firstKey());
    }

    /** One frame period after the last frame was due. */
    long endNanos() {
        int frames = byDue.size();
        long period = frames < 2 ? 0 : (byDue.lastKey() - byDue.firstKey()) / (frames - 1);
        return byDue.lastKey() + period;
    }

    private boolean inWindow(long nanos) {
        long since = nanos - startNanos();
        long after = requirement.after().toNanos();
        return since >= after
                && (requirement.over().isZero()
                        || since < after + requirement.over().toNanos());
    }

    private boolean inSlice(FrameRow f) {
        return slice.isEmpty()
                || slice.get().value().equals(f.attributes().get(slice.get().attribute()));
    }

    private boolean linkFits(FrameRow f) {
        return switch (requirement.when()) {
            case LINK_UP -> !f.outage();
            case LINK_OUTAGE -> f.outage();
            case ALWAYS, FAULT -> true;
        };
    }

    private boolean faultFits(FrameRow f, Samples note) {
        if (requirement.when() == When.FAULT) {
            return f.inFault();
        }
        if (f.inFault() && !requirement.includeFaults()) {
            note.leaveOut("inside an ordered fault");
            return false;
        }
        return true;
    }
}
