package dev.roadrig.scenarios.scenario;

import dev.roadrig.scenarios.link.Jitter;
import dev.roadrig.scenarios.link.Loss;
import dev.roadrig.scenarios.link.PacketFaults;
import dev.roadrig.scenarios.link.WayState;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BinaryOperator;

/** What a source states of one direction; what it leaves open is absent. */
record WayConditions(
        Optional<Long> rate,
        Optional<Duration> delay,
        Optional<Jitter> jitter,
        Optional<Loss> loss,
        Optional<Double> reorder,
        Optional<Double> duplicate,
        Optional<Double> corrupt) {
    static final WayConditions NOTHING = new WayConditions(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /** Names of what is stated. */
    Set<String> stated() {
        Set<String> names = new TreeSet<>();
        rate.ifPresent(x -> names.add("rate"));
        delay.ifPresent(x -> names.add("delay"));
        jitter.ifPresent(x -> names.add("jitter"));
        loss.ifPresent(x -> names.add("loss"));
        reorder.ifPresent(x -> names.add("reorder"));
        duplicate.ifPresent(x -> names.add("duplicate"));
        corrupt.ifPresent(x -> names.add("corrupt"));
        return names;
    }

    /** What is stated here, else what is stated there. */
    WayConditions over(WayConditions below) {
        return new WayConditions(
                rate.or(below::rate),
                delay.or(below::delay),
                jitter.or(below::jitter),
                loss.or(below::loss),
                reorder.or(below::reorder),
                duplicate.or(below::duplicate),
                corrupt.or(below::corrupt));
    }

    /** The lower rate, and the greater of everything else; of losses the one that loses more in the long run. */
    WayConditions worstOf(WayConditions other) {
        return new WayConditions(
                both(rate, other.rate, Math::min),
                both(delay, other.delay, (a, b) -> a.compareTo(b) >= 0 ? a : b),
                both(jitter, other.jitter, (a, b) -> a.deviation().compareTo(b.deviation()) >= 0 ? a : b),
                both(loss, other.loss, (a, b) -> a.share() >= b.share() ? a : b),
                both(reorder, other.reorder, Math::max),
                both(duplicate, other.duplicate, Math::max),
                both(corrupt, other.corrupt, Math::max));
    }

    private static <T> Optional<T> both(Optional<T> a, Optional<T> b, BinaryOperator<T> worse) {
        return a.isPresent() && b.isPresent() ? Optional.of(worse.apply(a.get(), b.get())) : a.or(() -> b);
    }

    /** The state; what nobody stated is no delay, no jitter, no loss, no faults. The rate must be stated. */
    WayState state() {
        return new WayState(
                rate.orElseThrow(),
                delay.orElse(Duration.ZERO),
                jitter.orElse(Jitter.NONE),
                loss.orElse(Loss.nothing()),
                new PacketFaults(reorder.orElse(0.0), duplicate.orElse(0.0), corrupt.orElse(0.0)));
    }
}
