package dev.roadrig.boards.tiny;

import java.time.Duration;

/**
 * One misbehaviour of an emulated board.
 *
 * @param kind what it does
 * @param command the word that it strikes at, such as {@code infer}; empty for any
 * @param nth at which of those commands, from 1
 * @param delay of what comes late; else unused
 */
public record TinyFault(Kind kind, String command, int nth, Duration delay) {
    public static final TinyFault NONE = new TinyFault(Kind.NONE, "", 1, Duration.ZERO);

    public TinyFault {
        if (nth < 1 || delay.isNegative()) {
            throw new IllegalArgumentException("a fault strikes at the first command or a later one");
        }
    }

    public static TinyFault at(String command, int nth, Kind kind) {
        return new TinyFault(kind, command, nth, Duration.ZERO);
    }

    public TinyFault after(Duration late) {
        return new TinyFault(kind, command, nth, late);
    }

    /** What boards do. */
    public enum Kind {
        NONE,
        /** Loses the command and starts anew, as a board whose reset line is wired to the port: its banner comes late. */
        BANNER,
        /** Each line comes after the delay, from this command on. */
        SLOW,
        /** Each byte comes by itself, the delay apart, from this command on. */
        PIECES,
        /** Says nothing from this command on. */
        SILENT,
        /** The whole answer comes after the delay; what was sent meanwhile is answered behind it. */
        LATE,
        /** The answer lacks its m-ready. */
        NO_READY,
        /** Says m-ready once more. */
        STRAY_READY,
        /** The answer comes as noise. */
        GARBLED,
        /** The second time stamp is lost. */
        NO_LAP,
        /** Starts anew in the middle of the answer. */
        RESET,
        /** Crashes in the middle of the answer, and its port goes away. */
        HANG_UP
    }
}
