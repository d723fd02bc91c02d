package dev.roadrig.reports.verdict;

/**
 * One sample with what its instruments leave open.
 *
 * @param value as measured; infinite for a frame that was never answered
 * @param low the least that it may have been in truth
 * @param high the most
 * @param doubt which instrument leaves the rest open, such as "the replayer's own lateness"; empty for none
 */
record Sample(double value, double low, double high, String doubt) {
    Sample {
        if (Double.isNaN(value) || !(low <= value && value <= high)) {
            throw new IllegalArgumentException("no sample lies at " + value + " in " + low + " to " + high);
        }
    }

    static Sample exact(double value) {
        return new Sample(value, value, value, "");
    }
}
