package dev.roadrig.wires.meter.ppk2;

/**
 * How a kit is used.
 *
 * @param rail what its current is called in the record
 * @param source whether it feeds the board itself, and else measures what another supply feeds
 * @param volts it feeds, 0.8 to 5; or that the other supply feeds, since the kit measures none
 * @param spikeFilter whether values after a change of range are replaced by a moving average
 */
public record Ppk2Setting(String rail, boolean source, double volts, boolean spikeFilter) {}
