package dev.roadrig.reports.clock;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A line through the exchanges of least delay: the lower envelope of the delays knows the clock best, since an
 * exchange's offset is right within half its delay whatever the path does. One exchange is taken of each bucket of
 * neighbours; the line through them is Theil and Sen's (the median of all slopes), which a bent bucket does not move.
 *
 * <p>The residual is the greatest |distance from the line| + delay / 2 of the exchanges taken. Truth and line are both
 * straight, so their difference is greatest at an end of the bracket, where the residual bounds it.
 */
final class LowDelayFit {
    /** Few enough that all pairs of slopes are cheap, many enough that noise averages out. */
    private static final int MOST_BUCKETS = 64;

    /** Exchanges in a bucket when there are plenty; one is the least delayed of the last 8, as time protocols do. */
    private static final int BUCKET = 8;

    /** A bucket whose best exchange is so many times slower than usual was congested throughout. */
    private static final double CONGESTED = 4;

    private LowDelayFit() {}

    /** Fits one epoch; at least one exchange, sorted by time, delays not below zero. */
    static ClockEpoch fit(List<ExchangeRow> epoch, long fromNanos, long toNanos) {
        List<ExchangeRow> best = uncongested(leastDelayed(epoch));
        ExchangeRow first = best.get(0);
        ExchangeRow last = best.get(best.size() - 1);
        // Board stamps may be as large as UTC nanoseconds; differences from the first one fit into a double exactly.
        long base = first.t2() - first.t1();
        double origin = first.middleNanos();
        double[] x = best.stream().mapToDouble(e -> e.middleNanos() - origin).toArray();
        double[] y = best.stream().mapToDouble(e -> offset(e, base)).toArray();
        double skew = Math.max(-ClockEpoch.MOST_SKEW, Math.min(ClockEpoch.MOST_SKEW, medianSlope(x, y)));
        double[] intercepts = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            intercepts[i] = y[i] - skew * x[i];
        }
        double intercept = median(intercepts);
        double residual = 0;
        for (int i = 0; i < x.length; i++) {
            double halfDelay = Math.max(0, best.get(i).delayNanos()) / 2.0;
            residual = Math.max(residual, Math.abs(intercepts[i] - intercept) + halfDelay);
        }
        long reference = Math.round(origin);
        long offset = reference + base + Math.round(intercept + skew * (reference - origin));
        return new ClockEpoch(
                epoch.get(0).bootId(),
                fromNanos,
                toNanos,
                reference,
                offset,
                skew,
                (long) Math.ceil(residual) + 1,
                reference,
                Math.round(last.middleNanos()),
                epoch.size());
    }

    private static double offset(ExchangeRow e, long base) {
        return ((e.t2() - e.t1() - base) + (e.t3() - e.t4() - base)) / 2.0;
    }

    private static List<ExchangeRow> leastDelayed(List<ExchangeRow> epoch) {
        int buckets = Math.min(MOST_BUCKETS, Math.max(Math.min(2, epoch.size()), epoch.size() / BUCKET));
        List<ExchangeRow> best = new ArrayList<>();
        for (int b = 0; b < buckets; b++) {
            int from = (int) ((long) epoch.size() * b / buckets);
            int to = (int) ((long) epoch.size() * (b + 1) / buckets);
            best.add(epoch.subList(from, to).stream()
                    .min(Comparator.comparingLong(ExchangeRow::delayNanos))
                    .orElseThrow());
        }
        return best;
    }

    private static List<ExchangeRow> uncongested(List<ExchangeRow> best) {
        double usual = median(best.stream().mapToDouble(ExchangeRow::delayNanos).toArray());
        List<ExchangeRow> kept =
                best.stream().filter(e -> e.delayNanos() <= CONGESTED * usual).toList();
        return kept.isEmpty() ? best : kept;
    }

    private static double medianSlope(double[] x, double[] y) {
        List<Double> slopes = new ArrayList<>();
        for (int i = 0; i < x.length; i++) {
            for (int j = i + 1; j < x.length; j++) {
                if (x[j] > x[i]) {
                    slopes.add((y[j] - y[i]) / (x[j] - x[i]));
                }
            }
        }
        return slopes.isEmpty()
                ? 0
                : median(slopes.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        java.util.Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
