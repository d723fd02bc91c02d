package dev.roadrig.boards.link.toxic;

import dev.roadrig.scenarios.link.Direction;

/**
 * A toxic of a proxy.
 *
 * @param name that no other toxic of the proxy has
 * @param toxicity the share of connections that it is on, 0 to 1
 * @param sinceNanos since when it is as it is, on the ticker's timeline
 */
public record PlacedToxic(String name, Direction direction, double toxicity, Toxic toxic, long sinceNanos) {
    public PlacedToxic {
        if (Double.isNaN(toxicity)) {
            throw new IllegalArgumentException("a toxicity is a number");
        }
    }
}
