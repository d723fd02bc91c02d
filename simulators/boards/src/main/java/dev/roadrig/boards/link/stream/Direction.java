package dev.roadrig.boards.link.stream;

/** Which way bytes go through the link. */
public enum Direction {
    /** From the board. */
    UP,
    /** To the board. */
    DOWN
}
