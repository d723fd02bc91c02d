package dev.roadrig.reports.join;

import dev.roadrig.scenarios.record.v1.Reading.Quantity;

/**
 * A sensor reading on the run's timeline.
 *
 * @param repeated whether it is the sensor's previous value read again rather than a new sample
 * @param meter of the rig's that took it; empty for the agent's own sensors
 * @param meanNanos the value is the mean over so long before; 0 for that of a moment
 * @param boardTotal whether this rail feeds the others of its meter
 */
public record ReadingRow(
        long nanos,
        String name,
        Quantity quantity,
        double value,
        boolean repeated,
        String meter,
        long meanNanos,
        boolean boardTotal) {

    /** The agent's reading of a moment. */
    public ReadingRow(long nanos, String name, Quantity quantity, double value, boolean repeated) {
        this(nanos, name, quantity, value, repeated, "", 0, false);
    }
}
