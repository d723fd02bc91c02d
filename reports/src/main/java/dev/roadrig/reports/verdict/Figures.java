package dev.roadrig.reports.verdict;

import dev.roadrig.reports.verdict.Finding.Interval;
import dev.roadrig.scenarios.spec.Metric;
import dev.roadrig.scenarios.spec.Requirement.Bound;
import java.util.Locale;

/** Figures as sentences show them: three digits and a unit that fits. */
final class Figures {
    private Figures() {}

    /** A value kept in a metric's own unit. */
    static String show(double value, Metric.Unit unit) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "unbounded" : "unbounded below";
        }
        return switch (unit) {
            case SECONDS -> Math.abs(value) < 1 ? digits(value * 1e3) + " ms" : digits(value) + " s";
            case WATTS -> Math.abs(value) < 1 ? digits(value * 1e3) + " mW" : digits(value) + " W";
            case JOULES -> Math.abs(value) < 1 ? digits(value * 1e3) + " mJ" : digits(value) + " J";
            case CELSIUS -> digits(value) + " C";
            case BYTES -> digits(value / (1 << 20)) + " MiB";
            case SHARE -> digits(value * 100) + " %";
            case COUNT -> value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value) : digits(value);
        };
    }

    static String show(Interval interval, Metric.Unit unit) {
        String confidence = digits(interval.confidence() * 100) + " % interval ";
        if (interval.low() == Double.POSITIVE_INFINITY) {
            return confidence + "unbounded throughout";
        }
        if (Double.isInfinite(interval.high())) {
            return Double.isInfinite(interval.low())
                    ? confidence + "open at both ends"
                    : confidence + "from " + show(interval.low(), unit) + " up, no upper end";
        }
        return Double.isInfinite(interval.low())
                ? confidence + "up to " + show(interval.high(), unit) + ", no lower end"
                : confidence + show(interval.low(), unit) + " to " + show(interval.high(), unit);
    }

    /** Such as "at most 150ms". */
    static String bound(Bound bound) {
        return bound.side().word().replace('-', ' ') + " " + bound.written();
    }

    static String percent(double share) {
        return digits(share * 100) + " %";
    }

    /** At least three significant digits, and none after a zero that says nothing. */
    static String digits(double value) {
        double size = Math.abs(value);
        int decimals = size >= 100 || size == 0 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }
}
