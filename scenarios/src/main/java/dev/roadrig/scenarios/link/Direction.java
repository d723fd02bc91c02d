package dev.roadrig.scenarios.link;

/** Which way through a link. */
public enum Direction {
    /** From the board. */
    UP,
    /** To the board. */
    DOWN
}
