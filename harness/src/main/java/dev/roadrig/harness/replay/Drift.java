package dev.roadrig.harness.replay;

/** The slope of lateness over time by least squares, without keeping the points (Welford's recurrences). */
final class Drift {
    private static final double PPM = 1e6;

    private long n;
    private double meanDue;
    private double meanLate;
    private double dueSquares;
    private double products;

    /** A message. */
    void add(long dueNanos, long lateNanos) {
        n++;
        double due = dueNanos - meanDue;
        meanDue += due / n;
        meanLate += (lateNanos - meanLate) / n;
        dueSquares += due * (dueNanos - meanDue);
        products += due * (lateNanos - meanLate);
    }

    /** By how much the replay's clock lags, in millionths; NaN without two different times. */
    double ppm() {
        return dueSquares > 0 ? products / dueSquares * PPM : Double.NaN;
    }
}
