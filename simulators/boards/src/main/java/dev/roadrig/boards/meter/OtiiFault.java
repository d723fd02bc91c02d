package dev.roadrig.boards.meter;

/** What goes wrong with an Otii server. */
public enum OtiiFault {
    /** Progress comes before every answer, as always. */
    NONE,
    /** It has no licence, and refuses a recording. */
    NO_LICENCE,
    NO_DEVICE,
    TWO_DEVICES,
    /** It connects and says nothing. */
    NO_GREETING,
    /** An answer to an earlier question comes before each answer. */
    STALE,
    /** A stretch of 64 samples is missing, from sample 400 on. */
    DROP,
    /** Every tenth value is null. */
    NULLS,
    /** It closes the connection after some samples. */
    HANG_UP,
    /** Samples come 300 ms after they were asked for. */
    SLOW,
    /** It gives no more samples after some, and stays connected. */
    MUTE
}
