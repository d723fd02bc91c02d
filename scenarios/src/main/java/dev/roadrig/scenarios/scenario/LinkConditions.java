package dev.roadrig.scenarios.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The constant conditions of a link that a scenario states; those that it leaves open are absent. */
record LinkConditions(
        Optional<Long> up,
        Optional<Long> down,
        Optional<Duration> rtt,
        Optional<Duration> jitter,
        Optional<Double> loss) {

    /** Names of the conditions that are stated. */
    List<String> stated() {
        List<String> names = new ArrayList<>();
        up.ifPresent(x -> names.add("up"));
        down.ifPresent(x -> names.add("down"));
        rtt.ifPresent(x -> names.add("rtt"));
        jitter.ifPresent(x -> names.add("jitter"));
        loss.ifPresent(x -> names.add("loss"));
        return names;
    }

    /** What is stated here, else what is stated there. */
    LinkState over(LinkState state) {
        return new LinkState(
                state.name(),
                up.orElse(state.upBitsPerSecond()),
                down.orElse(state.downBitsPerSecond()),
                rtt.orElse(state.rtt()),
                jitter.orElse(state.jitter()),
                loss.orElse(state.loss()));
    }

    /** The lower rate, and the greater delay, jitter and loss of both. */
    LinkState worstOf(LinkState state) {
        return new LinkState(
                state.name(),
                Math.min(up.orElse(Long.MAX_VALUE), state.upBitsPerSecond()),
                Math.min(down.orElse(Long.MAX_VALUE), state.downBitsPerSecond()),
                longer(rtt.orElse(Duration.ZERO), state.rtt()),
                longer(jitter.orElse(Duration.ZERO), state.jitter()),
                Math.max(loss.orElse(0.0), state.loss()));
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
