package dev.roadrig.reports.verdict;

/** What a judgement says, in rising order of what it calls for. */
public enum Verdict {
    /** The bound holds with the confidence asked. */
    PASS,
    /** The evidence carries neither, or something was not good enough for this margin; says what would help. */
    INCONCLUSIVE,
    /** The bound is broken with the confidence asked, or the board died by itself. */
    FAIL,
    /** The rig failed, with positive evidence on our side. */
    ERROR
}
