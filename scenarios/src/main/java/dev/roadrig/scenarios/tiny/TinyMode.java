package dev.roadrig.scenarios.tiny;

/** How a board's firmware stamps the start and the end of inferences. */
public enum TinyMode {
    /** It prints its own clock's microseconds. */
    PERFORMANCE,
    /** It moves a pin, which only a meter sees. */
    ENERGY
}
