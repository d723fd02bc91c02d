package dev.roadrig.harness.replay;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.Wording;

/**
 * How fast a drive is played.
 *
 * @param factor 2 is twice as fast as life; infinite is as fast as the consumer takes it
 */
public record Rate(double factor) {
    public static final Rate LIFE = new Rate(1);
    public static final Rate MAX = new Rate(Double.POSITIVE_INFINITY);

    private static final double SLOWEST = 0.1;
    private static final double FASTEST = 10;

    /** Reads {@code 0.5}, {@code 2x} or {@code max}. */
    public static Rate of(String text) {
        if (text.equals("max")) {
            return MAX;
        }
        if (text.matches("\\d{1,3}(\\.\\d{1,9})?x?")) {
            double factor = Double.parseDouble(text.replace("x", ""));
            if (factor >= SLOWEST && factor <= FASTEST) {
                return new Rate(factor);
            }
        }
        throw new BadInput(Wording.quote(text) + " is no rate: write a number from 0.1 to 10, or max.");
    }

    /** Whether messages have times; not so where each follows the one before. */
    public boolean isPaced() {
        return Double.isFinite(factor);
    }

    /** How long a piece of the drive takes. */
    long scaled(long nanos) {
        return factor == 1 || !isPaced() ? nanos : Math.round(nanos / factor);
    }

    @Override
    public String toString() {
        return isPaced() ? (factor == Math.rint(factor) ? (long) factor + "x" : factor + "x") : "max";
    }
}
