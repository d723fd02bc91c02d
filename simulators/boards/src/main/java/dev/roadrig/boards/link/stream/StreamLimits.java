package dev.roadrig.boards.link.stream;

/**
 * How far a relay goes.
 *
 * @param mostBytes that all its connections hold together
 * @param connectNanos for how long it tries to reach its target
 */
record StreamLimits(long mostBytes, long connectNanos) {
    static final StreamLimits USUAL = new StreamLimits(64L * 1024 * 1024, 5_000_000_000L);
}
