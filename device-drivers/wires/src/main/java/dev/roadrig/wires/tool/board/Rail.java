package dev.roadrig.wires.tool.board;

/**
 * A power rail's reading.
 *
 * @param name as the board names it; not unique, some boards list a rail twice
 * @param milliwatts now
 * @param averageMilliwatts by the tool's own averaging, whose window it does not state; the same as now where it has none
 * @param boardTotal whether this rail feeds the others, which then must not be added to it
 */
public record Rail(String name, double milliwatts, double averageMilliwatts, boolean boardTotal) {}
