package dev.roadrig.reports.reproduce;

/** Whether one run showed a failure. */
public enum Shown {
    YES,
    NO,
    /** The rig failed, or the requirement could not be judged: the run counts for no rate. */
    UNUSABLE
}
