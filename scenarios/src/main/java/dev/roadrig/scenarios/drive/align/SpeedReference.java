package dev.roadrig.scenarios.drive.align;

import java.util.Arrays;
import java.util.Optional;

/** How fast the car was and how it turned in UTC, as its satellite receiver says: what other clocks are compared with. */
public final class SpeedReference {
    /** A receiver's speed is good to about 0.1 m/s; a clock needs more than its noise. */
    private static final double LEAST_VARIATION = 0.3;
    /** Of the course, degrees a second. */
    private static final double LEAST_TURN = 1;
    /** Below this the course is noise. */
    private static final double MOVING = 3;

    private final String name;
    private final Samples speeds = new Samples();
    private final Samples turns = new Samples();
    private long lastNanos;
    private double lastHeading = Double.NaN;

    /** Samples as they come. */
    static final class Samples {
        private long[] stamps = new long[64];
        private double[] values = new double[64];
        private int size;

        void add(long nanos, double value) {
            if (size == stamps.length) {
                stamps = Arrays.copyOf(stamps, 2 * size);
                values = Arrays.copyOf(values, 2 * size);
            }
            stamps[size] = nanos;
            values[size++] = value;
        }

        Optional<Signal> signal() {
            return size < 2
                    ? Optional.empty()
                    : Optional.of(new Signal(Arrays.copyOf(stamps, size), Arrays.copyOf(values, size)))
                            .filter(signal -> signal.size() >= 2);
        }
    }

    /**
     * Begins without samples.
     *
     * @param name of what says it, in words
     */
    public SpeedReference(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /** Takes a sample, the course in degrees or NaN. */
    public void add(long nanos, double metresPerSecond, double headingDegrees) {
        speeds.add(nanos, metresPerSecond);
        double heading = metresPerSecond < MOVING ? Double.NaN : headingDegrees;
        if (nanos > lastNanos && !Double.isNaN(heading) && !Double.isNaN(lastHeading)) {
            double turned = Math.IEEEremainder(heading - lastHeading, 360);
            turns.add(lastNanos + (nanos - lastNanos) / 2, turned / ((nanos - lastNanos) / 1e9));
        }
        lastHeading = heading;
        lastNanos = nanos;
    }

    /** Empty with fewer than two samples. */
    Optional<Signal> metresPerSecond() {
        return speeds.signal();
    }

    /** Clockwise; empty with fewer than two samples. */
    Optional<Signal> degreesPerSecond() {
        return turns.signal();
    }

    /** Aligns another clock on which a speed was recorded too. */
    public Alignment align(SpeedReference other) {
        Optional<Signal> reference = metresPerSecond();
        Optional<Signal> signal = other.metresPerSecond();
        if (reference.isEmpty() || signal.isEmpty()) {
            return Alignment.none("no speed on both sides to compare");
        }
        return new SignalAlignment(reference.get(), demand(0.8, 1)).of(signal.get(), other.name + " against " + name);
    }

    static SignalAlignment.Demand demand(double correlation, int candidates) {
        return new SignalAlignment.Demand(correlation, LEAST_VARIATION, "m/s", candidates);
    }

    static SignalAlignment.Demand turnDemand(double correlation, int candidates) {
        return new SignalAlignment.Demand(correlation, LEAST_TURN, "degrees/s", candidates);
    }
}
