package dev.roadrig.wires.power;

/**
 * What a supply measures at its output; NaN where it says that it has no value, infinite where it is over range.
 */
public record PowerReading(double volts, double amperes, double watts) {}
