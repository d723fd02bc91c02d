package dev.roadrig.reports.energy;

/**
 * What a meter leaves open of an energy, by the law of propagation (GUM, 5.1.2): gain, offset, the clock at both edges of
 * the window, and lost samples.
 *
 * @param gain share of the value
 * @param offsetWatts on top of every reading
 * @param clockSeconds by which an edge of the window may be off
 * @param lost share of the samples, by the spread of the power over its mean
 */
public record EnergyUncertainty(double gain, double offsetWatts, double clockSeconds, double lost) {

    /**
     * Of one window, in joules.
     *
     * @param joules measured
     * @param seconds the window's length
     * @param stepWatts by how much the power changes at the window's edges
     */
    public double joules(double joules, double seconds, double stepWatts) {
        double byGain = joules * gain;
        double byOffset = seconds * offsetWatts;
        double byEdge = stepWatts * clockSeconds;
        double byLoss = joules * lost;
        return Math.sqrt(byGain * byGain + byOffset * byOffset + 2 * byEdge * byEdge + byLoss * byLoss);
    }
}
