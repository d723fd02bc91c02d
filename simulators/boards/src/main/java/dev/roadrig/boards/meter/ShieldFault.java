package dev.roadrig.boards.meter;

/**
 * What goes wrong with a power shield.
 *
 * @param atSample counts from 0 since the start of measuring
 * @param n samples for DROP; else without meaning
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
        UNPLUG
    }
}
