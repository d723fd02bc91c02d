package dev.roadrig.scenarios.link;

/**
 * Chance as a pure function of a packet's number: the same packet draws the same numbers whenever, and by whatever thread,
 * it is asked for. Numbers below 0 are packets before the first, of which a process with a memory may ask.
 */
@FunctionalInterface
public interface Draws {
    /** Evenly from 0 to below 1. */
    double uniform(long packet);
}
