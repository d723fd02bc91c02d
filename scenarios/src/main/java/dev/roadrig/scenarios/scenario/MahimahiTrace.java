package dev.roadrig.scenarios.scenario;

import dev.roadrig.scenarios.link.PacketTrace;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;

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
    private static final long UNROLLED_MILLIS = 2L * 3_600_000;
    private static final long NANOS = 1_000_000;

    private MahimahiTrace() {}

    /** Bits a second by nanoseconds since the trace's start. */
    static NavigableMap<Long, Long> read(Path file) {
        var chances = new Windows();
        long period = PacketTrace.walk(file, chances);
        return unrolled(period(chances.counts, period), period);
    }

    /** Chances by window. */
    private static final class Windows implements LongConsumer {
        private int[] counts = new int[0];

        @Override
        public void accept(long millis) {
            int window = Math.toIntExact(millis / WINDOW_MILLIS);
            if (window >= counts.length) {
                counts = Arrays.copyOf(counts, Math.max(window + 1, counts.length * 2));
            }
            counts[window]++;
        }
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
