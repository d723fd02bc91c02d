package dev.roadrig.reports.join;

import dev.roadrig.reports.clock.BoardClock;
import dev.roadrig.reports.join.FrameRow.Answer;
import dev.roadrig.reports.join.FrameRow.ObjectRow;
import dev.roadrig.reports.join.FrameRow.Stage;
import dev.roadrig.reports.join.FrameRow.State;
import dev.roadrig.reports.join.RunTable.At;
import dev.roadrig.reports.observe.ConsoleAnswer;
import dev.roadrig.scenarios.observe.Meaning;
import dev.roadrig.scenarios.record.v1.BoardStamps;
import dev.roadrig.scenarios.record.v1.CloudTry;
import dev.roadrig.scenarios.record.v1.Frame;
import dev.roadrig.scenarios.record.v1.FrameSent;
import dev.roadrig.scenarios.record.v1.LinkAsked;
import dev.roadrig.scenarios.record.v1.Result;
import dev.roadrig.scenarios.record.v1.TruthBox;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes a frame's row of everything that was seen of it. */
final class FrameRows {
    /** Stages that a line of the board's console can state. */
    private static final Map<Meaning, Stage> STATED = Map.of(
            Meaning.PREPROCESS, Stage.PREPROCESS,
            Meaning.INFERENCE, Stage.INFERENCE,
            Meaning.POSTPROCESS, Stage.POSTPROCESS);

    private final Map<Integer, FrameSent> sent;
    private final ResultJoin joined;
    private final BoardClock clock;
    private final List<At<LinkAsked>> asked;
    private final LinkErrors linkErrors;
    private final CloudMisses misses;
    private final boolean complete;
    private final Set<Integer> unread;

    FrameRows(
            Map<Integer, FrameSent> sent,
            ResultJoin joined,
            BoardClock clock,
            List<At<LinkAsked>> asked,
            LinkErrors linkErrors,
            CloudMisses misses,
            boolean complete) {
        this.sent = sent;
        this.joined = joined;
        this.clock = clock;
        this.asked = asked;
        this.linkErrors = linkErrors;
        this.misses = misses;
        this.complete = complete;
        this.unread = joined.unread();
    }

    FrameRow row(Frame frame) {
        Optional<FrameSent> feed = Optional.ofNullable(sent.get(frame.getFrame()));
        Optional<At<Result>> result = joined.answer(frame.getFrame());
        Optional<LinkAsked> link = conditions(frame.getDriveOffsetNs());
        return new FrameRow(
                frame.getFrame(),
                frame.getDueNs(),
                frame.getDriveOffsetNs(),
                frame.getDistanceMetres(),
                feed.map(FrameSent::getSentNs),
                result.map(r -> answer(frame, feed.orElseThrow(), r)),
                state(frame.getFrame(), result),
                link.map(LinkAsked::getState).orElse(""),
                link.filter(l -> l.getUpBitsPerSecond() == 0 || l.getDownBitsPerSecond() == 0)
                        .isPresent(),
                false,
                frame.getAttributesMap(),
                objects(frame, result.map(At::message)));
    }

    private State state(int frame, Optional<At<Result>> result) {
        if (result.isPresent()) {
            return result.get().message().getError().isEmpty() ? State.ANSWERED : State.REFUSED;
        }
        if (unread.contains(frame)) {
            return State.UNREAD;
        }
        return complete ? State.LOST : State.PENDING;
    }

    private Answer answer(Frame frame, FrameSent feed, At<Result> joinedResult) {
        Result result = joinedResult.message();
        long received = RunTables.received(joinedResult);
        var stages = StageTimes.of(frame.getDueNs(), feed.getSentNs(), received, result.getStamps(), clock);
        BoardStamps emulation = joined.emulation(frame.getFrame(), result);
        long feedError = Math.max(0, feed.getSentNs() - frame.getDueNs() - feed.getOrderedLateNs());
        long linkError = result.getCloud().getOutcome() == CloudTry.Outcome.ANSWERED
                ? linkErrors.between(feed.getSentNs(), received)
                : 0;
        long emulationError = Math.max(0, emulation.getEmulationLateNs());
        Map<Stage, Long> all = new EnumMap<>(stages.stages());
        Optional<ConsoleAnswer> said = joined.said(result);
        said.ifPresent(a -> STATED.forEach((meaning, stage) ->
                Optional.ofNullable(a.stages().get(meaning)).ifPresent(nanos -> all.put(stage, nanos))));
        return new Answer(
                received,
                all,
                feedError + linkError + emulationError,
                emulationError,
                stages.errorNanos(),
                result.getWhere(),
                result.getCloud().getOutcome(),
                unusable(received - frame.getDueNs(), emulation.getEmulationOverrunNs(), stages),
                result.getError(),
                said.map(a -> a.heldNanos().orElse(Long.MAX_VALUE)).orElse(0L),
                misses.inTime(frame));
    }

    private static String unusable(long latencyNanos, long overrunNanos, StageTimes stages) {
        if (overrunNanos > 0) {
            return "emulation overrun of " + millis(overrunNanos);
        }
        if (latencyNanos < 0) {
            return "clock fault: answered " + millis(-latencyNanos) + " before it was due";
        }
        return stages.fault();
    }

    static String millis(long nanos) {
        return String.format(java.util.Locale.ROOT, "%.3f ms", nanos / 1e6);
    }

    /** The conditions asked at a moment of the drive; before the first ones, the first ones. */
    private Optional<LinkAsked> conditions(long driveOffsetNanos) {
        Optional<LinkAsked> found = Optional.empty();
        for (At<LinkAsked> a : asked) {
            if (found.isEmpty() || a.message().getDriveOffsetNs() <= driveOffsetNanos) {
                found = Optional.of(a.message());
            }
        }
        return found;
    }

    /** Labels in the request's order beside the answers; answers of another number than the labels fit to none. */
    private static List<ObjectRow> objects(Frame frame, Optional<Result> result) {
        boolean fits = result.filter(r -> r.getError().isEmpty() && r.getDecodedCount() == frame.getTruthCount())
                .isPresent();
        List<ObjectRow> objects = new ArrayList<>();
        for (int i = 0; i < frame.getTruthCount(); i++) {
            TruthBox box = frame.getTruth(i);
            int index = i;
            Optional<Integer> answered =
                    fits ? result.map(r -> r.getDecoded(index).getClassId()) : Optional.empty();
            objects.add(new ObjectRow(box.getTrack(), box.getClassId(), answered));
        }
        return objects;
    }
}
