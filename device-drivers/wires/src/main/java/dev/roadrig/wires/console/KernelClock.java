package dev.roadrig.wires.console;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The clock of a board's kernel, set by the stamps of the lines that it prints while it boots and afterwards. A line comes
 * late and never early, so that the least distance between the two clocks is the truest. The clock stands while the board
 * sleeps: a line that is later than a line can be is of a kernel that has slept, and sets it anew, unless an earlier line was
 * of as late a time: then it is out of a log.
 */
final class KernelClock {
    private static final Pattern STAMP = Pattern.compile("\\[ {0,4}(\\d{1,8})\\.(\\d{6})\\]");

    /** How late the line may have been that set it: a busy UART, and the reader. */
    private static final long LATE_NANOS = 50_000_000;

    /** Later than any line but those of a boot, and shorter than a suspend to RAM and its resume. */
    private static final long SLEPT_NANOS = 1_000_000_000;

    /** By how much a kernel's first line may be later than its first stamp, which some count from the reset on. */
    private static final long FIRST_LATE_NANOS = 60_000_000_000L;

    /** Two quartzes go apart by 200 ppm at the very most. */
    private static final long DRIFT_PER_NANO = 5_000;

    private boolean running;
    private OptionalLong zeroNanos = OptionalLong.empty();
    private long setNanos;
    private long latestStamp = -1;
    private long beganNanos;

    /** When a stamp is of, seen from a span of the rig's time. */
    enum Age {
        /** From before the span. */
        OLD,
        /** From within the span. */
        NOW,
        /** Too near to its begin to say, after its end, or nobody knows this kernel's clock. */
        UNKNOWN
    }

    /** Whether a line begins with a kernel's stamp. */
    static boolean isStamped(String line) {
        return STAMP.matcher(line).lookingAt();
    }

    /**
     * A kernel was seen to start.
     *
     * @param nanos when its first line came
     */
    void begin(long nanos) {
        forget();
        running = true;
        beganNanos = nanos;
    }

    /** This kernel is gone; the next one has not started. */
    void forget() {
        running = false;
        zeroNanos = OptionalLong.empty();
        latestStamp = -1;
    }

    /**
     * Is set by a line that nobody asked for.
     *
     * @param nanos when it came
     */
    void hear(String line, long nanos) {
        Matcher stamp = STAMP.matcher(line);
        if (!running || !stamp.lookingAt()) {
            return;
        }
        long zero = nanos - nanosOf(stamp);
        if (zero < beganNanos - FIRST_LATE_NANOS) {
            // Of another kernel, or a digit of it is wrong.
            return;
        }
        if (zeroNanos.isEmpty() || isTruer(zero - zeroNanos.getAsLong() - drift(nanos), nanosOf(stamp))) {
            zeroNanos = OptionalLong.of(zero);
            setNanos = nanos;
        }
        latestStamp = Math.max(latestStamp, nanosOf(stamp));
    }

    /** @param lateNanos by how much a line is later than the clock says, which it may be by itself, by a sleep, or as an old one */
    private boolean isTruer(long lateNanos, long stamp) {
        return lateNanos <= 0 || (lateNanos > SLEPT_NANOS && stamp > latestStamp);
    }

    /** When the last stamp of a text is of, seen from the span between the two times. */
    Age ageOfLast(String text, long fromNanos, long toNanos) {
        Age age = Age.UNKNOWN;
        Matcher stamp = STAMP.matcher(text);
        while (stamp.find()) {
            age = age(nanosOf(stamp), fromNanos, toNanos);
        }
        return age;
    }

    /**
     * Whether a text has a stamp that no line has which the kernel printed in the span between the two times, or so shortly
     * before that it came in it; false where nobody knows this kernel's clock.
     */
    boolean hasOther(String text, long fromNanos, long toNanos) {
        Matcher stamp = STAMP.matcher(text);
        while (zeroNanos.isPresent() && stamp.find()) {
            long at = zeroNanos.getAsLong() + nanosOf(stamp);
            long margin = LATE_NANOS + drift(toNanos);
            if (at < fromNanos - margin || at > toNanos + margin) {
                return true;
            }
        }
        return false;
    }

    private Age age(long stamp, long fromNanos, long toNanos) {
        if (zeroNanos.isEmpty()) {
            return Age.UNKNOWN;
        }
        long at = zeroNanos.getAsLong() + stamp;
        long drift = drift(toNanos);
        if (at < fromNanos - drift) {
            return Age.OLD;
        }
        boolean within = at > fromNanos + LATE_NANOS + drift && at <= toNanos + LATE_NANOS + drift;
        return within ? Age.NOW : Age.UNKNOWN;
    }

    private long drift(long nanos) {
        return (nanos - setNanos) / DRIFT_PER_NANO;
    }

    private static long nanosOf(Matcher stamp) {
        return Long.parseLong(stamp.group(1)) * 1_000_000_000 + Long.parseLong(stamp.group(2)) * 1_000;
    }
}
