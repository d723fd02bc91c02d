package dev.roadrig.boards.meter;

/**
 * What goes wrong with a power shield.
 *
 * @param atSample counts from 0 since the start of measuring
 * @param n samples for DROP, bytes for SLIP, milliseconds for LEAP; else without meaning
 */
public record ShieldFault(Kind kind, long atSample, int n) {
    public static final ShieldFault NONE = new ShieldFault(Kind.NONE, 0, 0);

    /** What it is. */
    public enum Kind {
        NONE,
        /** Samples are not sent. */
        DROP,
        /** A line is cut in two. */
        TORN,
        /** Lines of an earlier run come when it is opened. */
        STALE,
        /** It does not take a voltage. */
        REFUSES,
        /** It takes commands and says nothing. */
        SILENT,
        /** It ends its acquisition. */
        ENDS,
        /** In its binary form: bytes of a sample are not sent. */
        SLIP,
        /** In its binary form: the next time stamp is another one's. */
        LEAP,
        /** In its binary form: its time stamps begin at 0 again. */
        RESTART,
        /** In its binary form: it tells an overcurrent, and ends its acquisition. */
        OVERCURRENT,
        /** In its binary form: it tells an error in words. */
        ERROR,
        /** In its binary form: it sends what no source tells of. */
        UNKNOWN,
        /** In its binary form: the next time stamp is cut off, and nothing comes after it. */
        CUT,
        UNPLUG
    }
}
