package dev.roadrig.scenarios.link;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;

/**
 * A mahimahi packet-delivery trace: a line is the millisecond of one chance to deliver a packet; several in one millisecond
 * are several lines. It repeats: the last line is its period (mahimahi, {@code src/frontend/link_queue.cc}).
 */
public final class PacketTrace {
    private static final long LONGEST_MILLIS = 24L * 3_600_000;
    private static final Pattern STAMP = Pattern.compile("\\d{1,12}");

    private final Path source;
    private final long[] millis;

    private PacketTrace(Path source, long[] millis) {
        this.source = source;
        this.millis = millis;
    }

    /** Reads a trace. Throws {@link dev.roadrig.scenarios.fault.BadInput} with line and reason where it is none. */
    public static PacketTrace read(Path file) {
        var chances = new Chances();
        walk(file, chances);
        return new PacketTrace(file, chances.millis());
    }

    /**
     * Goes through a trace, chance by chance, without keeping it.
     *
     * @return its period, milliseconds
     */
    public static long walk(Path file, LongConsumer chance) {
        long last = 0;
        try (TraceLines lines = TraceLines.open(file)) {
            for (String line = lines.next(); !line.isEmpty(); line = lines.next()) {
                if (!STAMP.matcher(line).matches()) {
                    throw lines.bad(line, "is not a whole number of milliseconds");
                }
                long stamp = Long.parseLong(line);
                if (stamp < last) {
                    throw lines.bad(line, "is before the line above, " + last + "; a trace never goes back");
                }
                if (stamp > LONGEST_MILLIS) {
                    throw lines.bad(line, "is over 24 hours");
                }
                last = stamp;
                chance.accept(stamp);
            }
            if (last == 0) {
                throw lines.bad("the trace ends at 0 ms and has no length");
            }
        }
        return last;
    }

    /** The file that it was read from; traces of the same chances are equal, wherever they were read from. */
    public Path source() {
        return source;
    }

    /** Chances in one period. */
    public int chances() {
        return millis.length;
    }

    /** When a chance comes, milliseconds since the trace's begin, in its period. */
    public long at(int chance) {
        return millis[chance];
    }

    /**
     * The first chance of a period that comes after a moment, by bisection.
     *
     * @param inPeriodMillis since the period's begin; before its end
     */
    public int firstAfter(long inPeriodMillis) {
        int low = 0;
        int high = millis.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (millis[middle] > inPeriodMillis) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    public long periodMillis() {
        return millis[millis.length - 1];
    }

    /** The mean rate, bits a second, if every chance is used whole. */
    public double bitsPerSecond(int packetBytes) {
        return millis.length * 8_000.0 * packetBytes / periodMillis();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PacketTrace trace && Arrays.equals(millis, trace.millis);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(millis);
    }

    /** A growing list. */
    private static final class Chances implements LongConsumer {
        private long[] millis = new long[1_000];
        private int count;

        @Override
        public void accept(long stamp) {
            if (count == millis.length) {
                millis = Arrays.copyOf(millis, 2 * count);
            }
            millis[count++] = stamp;
        }

        long[] millis() {
            return Arrays.copyOf(millis, count);
        }
    }
}
