package dev.roadrig.wires.power.off;

import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** A current that flows. A supply that has no value shows nothing, neither life nor its absence. */
final class CurrentSign {
    private final Current current;
    private final double bound;
    private final Ticker ticker;
    private @Nullable String shown;

    /** Measures a current. */
    interface Current {
        /** In ampere; empty where there is no value. */
        OptionalDouble amperes(Deadline deadline) throws RunFault, InterruptedException;
    }

    /** @param bound in ampere */
    CurrentSign(Current current, double bound, Ticker ticker) {
        this.current = current;
        this.bound = bound;
        this.ticker = ticker;
    }

    /** What was measured last, for people; empty where nothing was. */
    Optional<String> shown() {
        return Optional.ofNullable(shown);
    }

    /** A current that is one, now. */
    Optional<LifeSign.Seen> look(Deadline deadline) throws RunFault, InterruptedException {
        OptionalDouble now = current.amperes(deadline);
        if (now.isEmpty()) {
            shown = null;
            return Optional.empty();
        }
        double amperes = now.getAsDouble();
        shown = String.format(Locale.ROOT, "a current of %.3f A, under %.3f A", amperes, bound);
        return amperes < bound
                ? Optional.empty()
                : Optional.of(new LifeSign.Seen(
                        ticker.nanos(), String.format(Locale.ROOT, "%.3f A flow, at least %.3f A", amperes, bound)));
    }
}
