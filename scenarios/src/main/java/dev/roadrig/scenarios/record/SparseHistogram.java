package dev.roadrig.scenarios.record;

import dev.roadrig.scenarios.record.v1.Histogram;
import java.util.Map;
import java.util.TreeMap;

/**
 * How often times of some length occurred, as records keep it: exact counts in buckets 1.024 us wide, or 0.1 % of the value
 * where that is more. A bucket's value is its upper end, so that no figure flatters. Not for several threads.
 */
public final class SparseHistogram {
    private static final int LEAST_WIDTH_BITS = 10;
    private static final int DIGITS_BITS = 11;

    private final TreeMap<Long, Long> counts = new TreeMap<>();
    private long count;

    /** @param nanos of either sign */
    public void add(long nanos) {
        add(upperEnd(nanos), 1);
    }

    /** Adds all of another one. */
    public void add(Histogram other) {
        int buckets = Math.min(other.getValueNsCount(), other.getCountCount());
        for (int i = 0; i < buckets; i++) {
            add(other.getValueNs(i), other.getCount(i));
        }
    }

    private void add(long value, long times) {
        counts.merge(value, times, Long::sum);
        count += times;
    }

    private static long upperEnd(long nanos) {
        int bits = Long.SIZE - Long.numberOfLeadingZeros(Math.abs(nanos));
        int width = Math.max(LEAST_WIDTH_BITS, bits - DIGITS_BITS);
        return ((nanos >> width) << width) + (1L << width) - 1;
    }

    public long count() {
        return count;
    }

    /**
     * The value of nearest rank: never one that did not occur.
     *
     * @param share 0 to 1
     * @throws IllegalStateException when nothing occurred
     */
    public long quantile(double share) {
        if (count == 0) {
            throw new IllegalStateException("nothing occurred");
        }
        long rank = Math.max(1, (long) Math.ceil(share * count));
        long passed = 0;
        for (Map.Entry<Long, Long> bucket : counts.entrySet()) {
            passed += bucket.getValue();
            if (passed >= rank) {
                return bucket.getKey();
            }
        }
        return counts.lastKey();
    }

    /** As a record holds it. */
    public Histogram message() {
        return Histogram.newBuilder()
                .addAllValueNs(counts.keySet())
                .addAllCount(counts.values())
                .build();
    }
}
