package dev.roadrig.wires.tiny;

import java.util.List;
import java.util.OptionalLong;

/**
 * The answer to one {@code infer N W}.
 *
 * @param runs N, that the board says to have run
 * @param elapsedMicros that they took by the board's clock; empty in energy mode
 * @param hostNanos between the lines that say that they began and ended, on this host's clock
 * @param results scores of the last one; a NaN is the board's own
 */
public record TinyInference(long runs, OptionalLong elapsedMicros, long hostNanos, List<Double> results) {
    public TinyInference {
        results = List.copyOf(results);
    }

    /** What the runs took by the board's clock, else by this host's. */
    public double seconds() {
        return elapsedMicros.isPresent() ? elapsedMicros.getAsLong() / 1e6 : hostNanos / 1e9;
    }
}
