package dev.roadrig.reports.join;

import dev.roadrig.reports.join.RunTable.At;
import dev.roadrig.reports.observe.ConsoleAnswer;
import dev.roadrig.scenarios.record.v1.FrameSent;
import dev.roadrig.scenarios.record.v1.Result;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Nobody names anything: a result belongs to the frame in flight if there is one only. With several in flight the
 * result belongs to none, and neither do they get an answer.
 */
final class OneInFlightRule implements JoinRule {
    private final List<FrameSent> inOrder;
    /** Frames before this one are settled: answered, or of those of which nobody knows who was. */
    private int next;

    OneInFlightRule(Collection<FrameSent> sent) {
        inOrder = sent.stream()
                .sorted(Comparator.comparingLong(FrameSent::getSentNs))
                .toList();
    }

    @Override
    public Optional<Integer> frameOf(At<Result> result, Optional<ConsoleAnswer> line) {
        Set<Integer> inFlight = settledBy(RunTables.received(result));
        return inFlight.size() == 1 ? Optional.of(inFlight.iterator().next()) : Optional.empty();
    }

    @Override
    public Set<Integer> settledBy(long nanos) {
        Set<Integer> inFlight = new TreeSet<>();
        for (; next < inOrder.size() && inOrder.get(next).getSentNs() <= nanos; next++) {
            inFlight.add(inOrder.get(next).getFrame());
        }
        return inFlight;
    }
}
