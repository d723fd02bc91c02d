package dev.roadrig.harness.replay;

import org.HdrHistogram.Histogram;

/**
 * How late messages were sent, nanoseconds after they were due, to within 1 %.
 *
 * @param messages how many; where none, the others are 0
 */
public record Lateness(long messages, long p50Nanos, long p99Nanos, long p999Nanos, long maxNanos) {
    /** Significant decimal digits. */
    private static final int DIGITS = 2;

    static Histogram histogram() {
        return new Histogram(DIGITS);
    }

    static Lateness of(Histogram late) {
        return late.getTotalCount() == 0
                ? new Lateness(0, 0, 0, 0, 0)
                : new Lateness(
                        late.getTotalCount(),
                        late.getValueAtPercentile(50),
                        late.getValueAtPercentile(99),
                        late.getValueAtPercentile(99.9),
                        late.getMaxValue());
    }
}
