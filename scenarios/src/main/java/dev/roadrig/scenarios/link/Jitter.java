package dev.roadrig.scenarios.link;

import java.time.Duration;
import java.util.Locale;
import java.util.function.LongToDoubleFunction;

/**
 * How the delay of one direction varies from packet to packet.
 *
 * @param deviation standard deviation; 0 is none
 * @param distribution of the deviation; its mean is 0
 * @param correlation of each packet's deviation with the one before, 0 to 0.999
 */
public record Jitter(Duration deviation, Distribution distribution, double correlation) {
    private static final double LEAST_WEIGHT = 1e-4;
    private static final int BLOCK = 1_024;

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
     * first-order autoregression, which is the sum of what each packet before it still weighs. It is summed up at the first
     * packet of every {@value #BLOCK} and carried on from one to the next within them, so that packets in their order cost a
     * few draws each, and a packet by itself as many as weigh anything.
     *
     * @param known what an earlier answer left behind; makes the next packet's answer cheap, and never changes it
     */
    public long nanos(long packet, Draws first, Draws second, Known known) {
        if (none()) {
            return 0;
        }
        LongToDoubleFunction normal = at -> Normal.deviate(first.uniform(at), second.uniform(at));
        double sum = correlation == 0 ? normal.applyAsDouble(packet) : known.sum(packet, correlation, normal);
        return Math.round(deviation.toNanos() * distribution.of(sum));
    }

    /** What is known of a flow's deviations. Not for several threads. */
    public static final class Known {
        private double correlation;
        /** How many packets before one weigh anything, and what the first that does not would weigh. */
        private int terms;

        private double tailWeight;
        private double deviation;
        private long packet = Long.MIN_VALUE;
        private double sum;

        /** Standard normal. */
        private double sum(long asked, double asCorrelated, LongToDoubleFunction normal) {
            if (correlation != asCorrelated) {
                weigh(asCorrelated);
            }
            long block = Math.floorDiv(asked, BLOCK) * BLOCK;
            if (packet > asked || packet < block) {
                packet = block;
                sum = whole(normal);
            }
            while (packet < asked) {
                packet++;
                sum = normal.applyAsDouble(packet)
                        + correlation * sum
                        - tailWeight * normal.applyAsDouble(packet - 1 - terms);
            }
            return sum / deviation;
        }

        private void weigh(double asCorrelated) {
            correlation = asCorrelated;
            packet = Long.MIN_VALUE;
            terms = 0;
            double squares = 1;
            double weight = correlation;
            for (; weight > LEAST_WEIGHT; weight *= correlation) {
                squares += weight * weight;
                terms++;
            }
            tailWeight = weight;
            deviation = Math.sqrt(squares);
        }

        private double whole(LongToDoubleFunction normal) {
            double all = normal.applyAsDouble(packet);
            double weight = correlation;
            for (int back = 1; back <= terms; back++, weight *= correlation) {
                all += weight * normal.applyAsDouble(packet - back);
            }
            return all;
        }
    }
}
