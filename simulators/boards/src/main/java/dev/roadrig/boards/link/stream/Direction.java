package dev.roadrig.boards.link.stream;

import dev.roadrig.scenarios.link.WayState;
import dev.roadrig.scenarios.scenario.LinkState;

/** Which way bytes go through the link. */
public enum Direction {
    /** From the board. */
    UP,
    /** To the board. */
    DOWN;

    /** What a link's state is this way. */
    public WayState of(LinkState state) {
        return this == UP ? state.up() : state.down();
    }
}
