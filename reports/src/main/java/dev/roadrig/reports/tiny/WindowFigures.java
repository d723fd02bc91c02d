package dev.roadrig.reports.tiny;

import java.util.OptionalDouble;

/**
 * What one window of a session measured.
 *
 * @param runs inferences in it
 * @param seconds they took, by the board's clock or between the pin's edges
 * @param microjoules they took, of the samples between the edges; empty without a trace
 * @param edgeMicrojoules of the two samples that the edges fall into: the figure is known no better
 */
public record WindowFigures(long runs, double seconds, OptionalDouble microjoules, double edgeMicrojoules) {
    /** Below this MLPerf Tiny's rules take no window. */
    public static final double LEAST_SECONDS = 10;

    public double perSecond() {
        return runs / seconds;
    }

    /** Energy of an inference, uJ. */
    public OptionalDouble microjoulesPerInference() {
        return microjoules.isPresent() ? OptionalDouble.of(microjoules.getAsDouble() / runs) : OptionalDouble.empty();
    }
}
