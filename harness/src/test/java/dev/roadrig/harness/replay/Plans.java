package dev.roadrig.harness.replay;

import dev.roadrig.scenarios.drive.StampRule;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Plans of which all but one thing is as usual. */
final class Plans {
    /** All of a recording, once, as it was. */
    static final ReplayPlan WHOLE = plan(Rate.LIFE, Map.of(), StampRule.AS_RECORDED);

    private Plans() {}

    static ReplayPlan rate(Rate rate) {
        return plan(rate, Map.of(), StampRule.AS_RECORDED);
    }

    static ReplayPlan late(Map<String, LatePolicy> late) {
        return plan(Rate.LIFE, late, StampRule.AS_RECORDED);
    }

    static ReplayPlan stamps(StampRule rule) {
        return plan(Rate.LIFE, Map.of(), rule);
    }

    private static ReplayPlan plan(Rate rate, Map<String, LatePolicy> late, StampRule rule) {
        return new ReplayPlan(rate, Duration.ZERO, Optional.empty(), 1, Set.of(), late, LatePolicy.QUEUE, rule);
    }

    static ReplayPlan window(long fromNanos, long toNanos, int passes, Set<String> topics) {
        return new ReplayPlan(
                Rate.LIFE,
                Duration.ofNanos(fromNanos),
                toNanos == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(toNanos)),
                passes,
                topics,
                Map.of(),
                LatePolicy.QUEUE,
                StampRule.AS_RECORDED);
    }
}
