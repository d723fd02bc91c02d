package dev.roadrig.scenarios.fault;

/** Whose failure a fault is, which decides the verdict that it becomes. */
public enum Culprit {
    /** Positive evidence on the rig's side (port gone, supply off, wrong host key): verdict ERROR. */
    RIG,
    /** Positive evidence on the board's side (panic, watchdog, no boot, dead agent): FAIL of {@code board.alive}. */
    BOARD,
    /** A failure with no evidence for whose it was: INCONCLUSIVE. */
    UNKNOWN
}
