package dev.roadrig.boards.relay;

/** How a relay misbehaves. */
public enum RelayFault {
    NONE,
    /** Its contact is welded: it says off, and the load has its power. */
    WELDED,
    /** Its contact does not close: it says on, and the load has no power. */
    OPEN,
    /** It takes an order and stays as it is, and says so. */
    IGNORES,
    /** It takes a question and does not answer until it is closed. */
    SILENT,
    /** It takes no login, right or wrong. */
    DENIES,
    /** It answers with something else. */
    GARBAGE,
    /** It hangs up instead of answering. */
    HANGS_UP
}
