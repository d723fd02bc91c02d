package dev.roadrig.scenarios.tiny;

import java.util.List;
import java.util.OptionalLong;

/**
 * One {@code infer N W} of a session: N inferences between two time stamps.
 *
 * @param line of the log where the inferences began, from 1
 * @param input the file's name that was loaded before; empty when the log does not say
 * @param runs inferences between the stamps
 * @param warmups inferences before
 * @param elapsedMicros between the stamps on the board's clock; empty in energy mode
 * @param hostSeconds between {@code m-infer-start} and {@code m-infer-done} on the log's clock
 * @param results scores of the last inference
 */
public record TinyWindow(
        int line,
        String input,
        long runs,
        long warmups,
        OptionalLong elapsedMicros,
        double hostSeconds,
        List<Double> results) {
    public TinyWindow {
        results = List.copyOf(results);
        if (runs < 1 || warmups < 0) {
            throw new IllegalArgumentException(runs + " runs after " + warmups + " warm-ups");
        }
    }
}
