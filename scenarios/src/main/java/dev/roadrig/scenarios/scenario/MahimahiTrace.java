package dev.roadrig.scenarios.scenario;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads a mahimahi trace: one integer a line, the millisecond of one chance to deliver 1,500 bytes; the trace repeats
 * with the last line's period (mahimahi, {@code src/frontend/link_queue.cc}).
 *
 * <p>It becomes a rate that is constant over windows of 100 ms. Windows without a chance join the next one with some, so
 * that a slow link is slow and not out; five empty windows or more in a row are an outage. Bytes over the trace are kept to within one
 * bit a second and window. It is unrolled over the longest drive, two hours. Packet by packet behaviour, such as wasted
 * chances and queues, is not modelled here.
 */
final class MahimahiTrace {
    private static final long WINDOW_MILLIS = 100;
    private static final int OUTAGE_WINDOWS = 5;
    private static final long BITS = 1_500L * 8;
    private static final long LONGEST_MILLIS = 24L * 3_600_000;
    private static final long UNROLLED_MILLIS = 2L * 3_600_000;
    private static final long NANOS = 1_000_000;
    private static final Pattern STAMP = Pattern.compile("\\d{1,12}");

    private MahimahiTrace() {}

    /** Bits a second by nanoseconds since the trace's start. */
    static NavigableMap<Long, Long> read(Path file) {
        int[] chances = new int[0];
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
                int window = Math.toIntExact(stamp / WINDOW_MILLIS);
                if (window >= chances.length) {
                    chances = Arrays.copyOf(chances, Math.max(window + 1, chances.length * 2));
                }
                chances[window]++;
            }
            if (last == 0) {
                throw lines.bad("the trace ends at 0 ms and has no length");
            }
        }
        return unrolled(period(chances, last), last);
    }

    /** One period: what is at its very end belongs to its last window. */
    private static NavigableMap<Long, Long> period(int[] chances, long millis) {
        NavigableMap<Long, Long> rates = new TreeMap<>();
        int windows = Math.toIntExact((millis + WINDOW_MILLIS - 1) / WINDOW_MILLIS);
        int begin = 0;
        for (int w = 0; w < windows; w++) {
            boolean end = w == windows - 1;
            long count = (long) chances[w] + (end && windows < chances.length ? chances[windows] : 0);
            if (count == 0 && !end) {
                continue;
            }
            if (w - begin >= OUTAGE_WINDOWS) {
                rates.put(begin * WINDOW_MILLIS * NANOS, 0L);
                begin = w;
            }
            long length = (end ? millis : (w + 1) * WINDOW_MILLIS) - begin * WINDOW_MILLIS;
            rates.put(begin * WINDOW_MILLIS * NANOS, count * BITS * 1_000 / length);
            begin = w + 1;
        }
        return rates;
    }

    private static NavigableMap<Long, Long> unrolled(NavigableMap<Long, Long> period, long millis) {
        NavigableMap<Long, Long> rates = new TreeMap<>();
        for (long start = 0; start < UNROLLED_MILLIS; start += millis) {
            long offset = start * NANOS;
            period.forEach((at, rate) -> {
                if (rates.isEmpty() || !rates.lastEntry().getValue().equals(rate)) {
                    rates.put(offset + at, rate);
                }
            });
        }
        return rates;
    }
}
