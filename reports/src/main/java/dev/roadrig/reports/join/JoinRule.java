package dev.roadrig.reports.join;

import dev.roadrig.reports.clock.BoardClock;
import dev.roadrig.reports.join.RunTable.At;
import dev.roadrig.reports.observe.ConsoleAnswer;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.record.v1.FrameSent;
import dev.roadrig.scenarios.record.v1.Result;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/** Which frame a result belongs to. It is asked for results and torn lines in the order in which they were received. */
interface JoinRule {
    /**
     * The frame that a result belongs to; empty where it belongs to none.
     *
     * @param line of the board's console that the result is of; empty where it came over another wire
     */
    Optional<Integer> frameOf(At<Result> result, Optional<ConsoleAnswer> line);

    /** The frames of which a torn line may have been the answer, where the rule can say so as the line comes. */
    default Set<Integer> settledBy(long tornNanos) {
        return Set.of();
    }

    /** @throws BadInput for a rule that cannot be applied */
    static JoinRule of(String name, Collection<FrameSent> sent, BoardClock clock) {
        return switch (name) {
            case "frame-id" -> new FrameIdRule(sent);
            case "timestamp" -> new TimestampRule(sent, clock);
            case "only-one-in-flight" -> new OneInFlightRule(sent);
            default ->
                throw new BadInput("The record asks for the join rule \"" + name
                        + "\", and only frame-id, timestamp and only-one-in-flight can be applied yet.");
        };
    }
}
