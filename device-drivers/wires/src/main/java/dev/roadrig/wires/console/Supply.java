package dev.roadrig.wires.console;

/** What is known of a board's supply while its console is watched. */
public enum Supply {
    ON,
    OFF,
    /** Nobody measures it, so a silent console is nobody's proven failure. */
    UNKNOWN
}
