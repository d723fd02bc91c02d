package dev.roadrig.harness.replay;

import dev.roadrig.scenarios.drive.StampRule;
import dev.roadrig.scenarios.fault.BadInput;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What of a recording is played, and how.
 *
 * @param rate of the replay
 * @param from since the recording's first message
 * @param to the same, itself not played; empty is the end
 * @param passes how often, one after the other
 * @param topics which topics; all where it is empty
 * @param late policies by topic
 * @param otherwise the policy of all other topics
 * @param stamps what is done where stamps jump
 */
public record ReplayPlan(
        Rate rate,
        Duration from,
        Optional<Duration> to,
        int passes,
        Set<String> topics,
        Map<String, LatePolicy> late,
        LatePolicy otherwise,
        StampRule stamps) {
    public ReplayPlan {
        topics = Set.copyOf(topics);
        late = Map.copyOf(late);
        if (from.isNegative()) {
            throw new BadInput("A replay begins at 0 or later in the drive, and not at " + from.toMillis() + " ms.");
        }
        if (to.isPresent() && to.get().compareTo(from) <= 0) {
            throw new BadInput("A replay from " + from.toMillis() + " ms to "
                    + to.get().toMillis() + " ms holds nothing. Give --to a later time than --from.");
        }
        if (passes < 1) {
            throw new BadInput("A drive is played once or more often, and not " + passes + " times.");
        }
    }

    /** The same without a window, so often. */
    ReplayPlan wholeTimes(int others) {
        return new ReplayPlan(rate, Duration.ZERO, Optional.empty(), others, topics, late, otherwise, stamps);
    }

    LatePolicy policy(String topic) {
        return late.getOrDefault(topic, otherwise);
    }
}
