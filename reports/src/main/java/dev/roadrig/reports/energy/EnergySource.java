package dev.roadrig.reports.energy;

/** Power over time, from whatever samples there are. */
public interface EnergySource {

    /** Whether samples cover a window. */
    boolean covers(long fromNanos, long toNanos);

    /**
     * Energy of a window, in joules.
     *
     * @throws IllegalArgumentException when the samples do not cover it
     */
    double joules(long fromNanos, long toNanos);

    /** New samples a second. */
    double samplesPerSecond();
}
