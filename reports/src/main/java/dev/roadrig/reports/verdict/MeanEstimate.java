package dev.roadrig.reports.verdict;

import dev.roadrig.reports.verdict.Finding.Interval;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * A mean with what is known of it, by Student's t over the effective number of samples. Neighbours in a time series
 * resemble each other, so n samples with a lag-1 autocorrelation rho are worth n (1 - rho) / (1 + rho).
 *
 * @param mean of the samples
 * @param deviation standard deviation of the samples
 * @param n how many
 * @param effective how many independent ones they are worth, at most n
 */
record MeanEstimate(double mean, double deviation, int n, double effective) {

    /** Of samples in time order; at least one. */
    static MeanEstimate of(double[] samples) {
        double mean = mean(samples);
        double squares = 0;
        for (double x : samples) {
            squares += (x - mean) * (x - mean);
        }
        double deviation = samples.length < 2 ? 0 : Math.sqrt(squares / (samples.length - 1));
        return new MeanEstimate(mean, deviation, samples.length, effective(samples));
    }

    /** The effective number of samples in time order; n for constant or anticorrelated ones. */
    static double effective(double[] samples) {
        double mean = mean(samples);
        double squares = 0;
        double products = 0;
        for (int i = 0; i < samples.length; i++) {
            squares += (samples[i] - mean) * (samples[i] - mean);
            if (i > 0) {
                products += (samples[i] - mean) * (samples[i - 1] - mean);
            }
        }
        double rho = squares > 0 ? Math.max(0, products / squares) : 0;
        return samples.length * (1 - rho) / (1 + rho);
    }

    /** Whether the samples carry an interval: at least two independent ones. */
    boolean carries() {
        return effective >= 2;
    }

    /** The bound that the true mean is below with a confidence, one-sided. */
    double upper(double confidence) {
        return mean + half(confidence);
    }

    /** The bound that the true mean is above with a confidence, one-sided. */
    double lower(double confidence) {
        return mean - half(confidence);
    }

    Interval interval(double confidence) {
        double half = half(1 - (1 - confidence) / 2);
        return new Interval(mean - half, mean + half, confidence);
    }

    private double half(double oneSided) {
        if (!carries()) {
            return Double.POSITIVE_INFINITY;
        }
        double t = TDistribution.of(effective - 1).inverseCumulativeProbability(oneSided);
        return t * deviation / Math.sqrt(effective);
    }

    private static double mean(double[] samples) {
        if (samples.length == 0) {
            throw new IllegalArgumentException("no samples have no mean");
        }
        // Summed from the first one, so that the mean of equal samples is exactly what they are.
        double sum = 0;
        for (double x : samples) {
            sum += x - samples[0];
        }
        return samples[0] + sum / samples.length;
    }
}
