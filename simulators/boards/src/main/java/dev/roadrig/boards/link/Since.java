package dev.roadrig.boards.link;

import dev.roadrig.scenarios.link.Direction;

/**
 * The conditions of one direction that hold from a moment on.
 *
 * @param nanos on the timeline, when they began
 */
public record Since(Direction direction, long nanos) {}
