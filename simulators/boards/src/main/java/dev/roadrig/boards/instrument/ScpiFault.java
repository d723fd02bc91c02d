package dev.roadrig.boards.instrument;

/** How an instrument's line misbehaves; a trip of its output is {@link BenchSupply#trip}. */
public enum ScpiFault {
    NONE,
    /** Every answer comes when the next line has come: a reader that believes what comes stays one answer behind. */
    LATE,
    /** Every line that comes is sent back before its answer. */
    ECHO,
    /** Answers end without their line's end. */
    UNTERMINATED,
    /** Every measurement is SCPI's number for none, 9.91E37. */
    NOT_A_NUMBER,
    /** It takes lines and answers none. */
    SILENT,
    /** It is no supply: it says who it is, and knows nothing of an output. */
    NO_OUTPUT
}
