package dev.roadrig.scenarios.drive;

import java.util.concurrent.TimeUnit;

/**
 * How a recording whose stamps jump is laid on a timeline that never goes back. Both ways keep every message, each
 * channel's in the order of the file, and messages of one stamp at one moment.
 */
public enum StampRule {
    /** Every message at its own stamp; one with an earlier stamp than its channel's last comes at once. */
    AS_RECORDED("as-recorded"),
    /**
     * The clock's steps are taken out: a channel whose stamp is behind by more than a second goes on at its usual pace from
     * where it was (by less it is a message out of order, which comes at once), and a silence of all channels lasts ten
     * seconds at most.
     */
    STRAIGHTENED("straightened");

    /** By how much a message may be behind its channel and be only out of order. */
    static final long OUT_OF_ORDER_NANOS = TimeUnit.SECONDS.toNanos(1);

    static final long LONGEST_SILENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final String word;

    StampRule(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
