package dev.roadrig.reports.join;

import dev.roadrig.reports.clock.BoardClock;
import dev.roadrig.reports.clock.ClockEpoch;
import dev.roadrig.reports.join.RunTable.At;
import dev.roadrig.reports.observe.ConsoleAnswer;
import dev.roadrig.scenarios.observe.Meaning;
import dev.roadrig.scenarios.record.v1.BoardStamps;
import dev.roadrig.scenarios.record.v1.FrameSent;
import dev.roadrig.scenarios.record.v1.Result;
import java.util.Collection;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The board stamps when it had a frame: it is the frame sent last before that, within the clock's error. Two frames
 * within the error are ambiguous, and the result belongs to neither. A line of its console says how long ago that was,
 * and its error is how long the wire may have had the line.
 */
final class TimestampRule implements JoinRule {
    private final BoardClock clock;
    private final NavigableMap<Long, Integer> frameBySending = new TreeMap<>();

    TimestampRule(Collection<FrameSent> sent, BoardClock clock) {
        this.clock = clock;
        sent.forEach(s -> frameBySending.put(s.getSentNs(), s.getFrame()));
    }

    @Override
    public Optional<Integer> frameOf(At<Result> result, Optional<ConsoleAnswer> line) {
        return line.isPresent() ? byLine(RunTables.received(result), line.get()) : byStamp(result);
    }

    private Optional<Integer> byLine(long received, ConsoleAnswer line) {
        Long took = line.stages().get(Meaning.TOOK);
        OptionalLong held = line.heldNanos();
        if (took == null || held.isEmpty()) {
            return Optional.empty();
        }
        long had = received - took;
        return between(had - held.getAsLong(), had);
    }

    private Optional<Integer> byStamp(At<Result> result) {
        BoardStamps stamps = result.message().getStamps();
        Optional<ClockEpoch> epoch = clock.epoch(stamps.getBootId(), RunTables.received(result));
        if (stamps.getReceivedNs() == 0 || epoch.isEmpty()) {
            return Optional.empty();
        }
        long had = epoch.get().toTimeline(stamps.getReceivedNs());
        long error = epoch.get().errorNanos(had);
        return between(had - error, had + error);
    }

    private Optional<Integer> between(long least, long most) {
        Optional<Integer> early = lastSentBy(least);
        Optional<Integer> late = lastSentBy(most);
        return early.equals(late) || early.isEmpty() ? late : Optional.empty();
    }

    private Optional<Integer> lastSentBy(long nanos) {
        return Optional.ofNullable(frameBySending.floorEntry(nanos)).map(Map.Entry::getValue);
    }
}
