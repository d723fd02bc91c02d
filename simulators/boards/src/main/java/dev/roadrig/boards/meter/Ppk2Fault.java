package dev.roadrig.boards.meter;

/**
 * What goes wrong with a kit.
 *
 * @param atSample counts from 0 since the start of measuring
 * @param n samples for DROP, bytes for SLIP; else without meaning
 */
public record Ppk2Fault(Kind kind, long atSample, int n) {
    public static final Ppk2Fault NONE = new Ppk2Fault(Kind.NONE, 0, 0);

    /** What it is. */
    public enum Kind {
        NONE,
        /** Samples are not sent. */
        DROP,
        /** Bytes are not sent. */
        SLIP,
        /** It vanishes. */
        UNPLUG,
        /** It measures no longer, and says nothing of it. */
        STALL,
        /** It streams when it is opened: an earlier program left it so. */
        STALE,
        /** No constants come. */
        NO_METADATA,
        /** Its resistances are 0 and other constants are no numbers. */
        NO_CONSTANTS
    }
}
