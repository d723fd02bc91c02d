package dev.roadrig.reports.reproduce;

/** Whether one run showed a failure. */
public enum Shown {
    YES,
    NO,
    /** The run was sound, and carried no verdict on the requirement: it counts for no rate. */
    UNDECIDED,
    /** The rig failed: the run counts for nothing. */
    UNUSABLE
}
