package dev.roadrig.scenarios.link;

import java.time.Duration;
import java.util.Locale;

/**
 * How the delay of one direction varies from packet to packet.
 *
 * @param deviation standard deviation; 0 is none
 * @param distribution of the deviation; its mean is 0
 * @param correlation of each packet's deviation with the one before, 0 to 0.999
 */
public record Jitter(Duration deviation, Distribution distribution, double correlation) {
    private static final double LEAST_WEIGHT = 1e-4;

    public static final Jitter NONE = normal(Duration.ZERO);

    /** A shape with mean 0 and deviation 1. */
    public enum Distribution {
        NORMAL {
            @Override
            double of(double normal) {
                return normal;
            }
        },
        UNIFORM {
            @Override
            double of(double normal) {
                return Math.sqrt(3) * (2 * Normal.cumulative(normal) - 1);
            }
        },
        /** A Pareto distribution of shape 3: many a little early, few very late. */
        PARETO {
            @Override
            double of(double normal) {
                double above = Math.max(1e-12, Normal.cumulative(-normal));
                return (Math.pow(above, -1 / 3.0) - 1.5) / Math.sqrt(0.75);
            }
        };

        /** What a standard normal deviate becomes. */
        abstract double of(double normal);

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Jitter {
        if (deviation.isNegative()) {
            throw new IllegalArgumentException("a link's jitter is not negative");
        }
        if (!(correlation >= 0 && correlation <= 0.999)) {
            throw new IllegalArgumentException("a jitter's correlation is from 0 to 0.999, not " + correlation);
        }
        if (deviation.isZero()) {
            // Nothing varies, so that it has no shape: all that do nothing are one.
            distribution = Distribution.NORMAL;
            correlation = 0;
        }
    }

    public static Jitter normal(Duration deviation) {
        return new Jitter(deviation, Distribution.NORMAL, 0);
    }

    public boolean none() {
        return deviation.isZero();
    }

    /**
     * A packet's deviation, nanoseconds, of either sign: a pure function of its number and the draws. Correlated ones are a
     * first-order autoregression, written as the sum of what each packet before it still weighs.
     */
    public long nanos(long packet, Draws first, Draws second) {
        if (none()) {
            return 0;
        }
        double sum = Normal.deviate(first.uniform(packet), second.uniform(packet));
        double squares = 1;
        double weight = correlation;
        for (long at = packet - 1; weight > LEAST_WEIGHT; at--, weight *= correlation) {
            sum += weight * Normal.deviate(first.uniform(at), second.uniform(at));
            squares += weight * weight;
        }
        return Math.round(deviation.toNanos() * distribution.of(sum / Math.sqrt(squares)));
    }
}
