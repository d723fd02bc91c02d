package dev.roadrig.reports.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/** A number with its unit as people read it: four significant digits, scaled to the unit that fits (142.5 ms). */
public final class Figure {
    private static final MathContext DIGITS = new MathContext(4);

    private record Scale(String symbol, double factor) {}

    private static final List<Scale> SECONDS =
            List.of(new Scale("s", 1), new Scale("ms", 1e-3), new Scale("us", 1e-6), new Scale("ns", 1e-9));
    private static final List<Scale> WATTS = List.of(new Scale("W", 1), new Scale("mW", 1e-3), new Scale("uW", 1e-6));
    private static final List<Scale> JOULES = List.of(new Scale("J", 1), new Scale("mJ", 1e-3), new Scale("uJ", 1e-6));
    private static final List<Scale> BYTES = List.of(
            new Scale("GiB", 1L << 30), new Scale("MiB", 1L << 20), new Scale("KiB", 1L << 10), new Scale("B", 1));

    private Figure() {}

    /**
     * @param value in {@code unit}
     * @param unit s, W, J, B, C or empty; any other unit is kept as it is
     */
    public static String of(double value, String unit) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "unknown" : value > 0 ? "unbounded" : "unbounded below";
        }
        Scale scale = scaleOf(value, unit);
        String number = number(value / scale.factor());
        return scale.symbol().isEmpty() ? number : number + " " + scale.symbol();
    }

    /** Two ends in one unit: 94.1 .. 99.8 ms. */
    public static String range(double low, double high, String unit) {
        if (!Double.isFinite(low) || !Double.isFinite(high)) {
            return end(low, unit) + " .. " + end(high, unit);
        }
        Scale scale = scaleOf(Math.max(Math.abs(low), Math.abs(high)), unit);
        String both = number(low / scale.factor()) + " .. " + number(high / scale.factor());
        return scale.symbol().isEmpty() ? both : both + " " + scale.symbol();
    }

    private static String end(double value, String unit) {
        return Double.isInfinite(value) ? value > 0 ? "no upper bound" : "no lower bound" : of(value, unit);
    }

    /** Four significant digits, never in powers of ten, all digits before the point kept. */
    public static String number(double value) {
        BigDecimal rounded = Math.abs(value) >= 1000
                ? new BigDecimal(value).setScale(0, java.math.RoundingMode.HALF_UP)
                : new BigDecimal(value).round(DIGITS);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    private static Scale scaleOf(double value, String unit) {
        List<Scale> scales =
                switch (unit) {
                    case "s" -> SECONDS;
                    case "W" -> WATTS;
                    case "J" -> JOULES;
                    case "B" -> BYTES;
                    default -> List.of(new Scale(unit, 1));
                };
        if (value == 0) {
            return unit.equals("B") ? scales.get(scales.size() - 1) : scales.get(0);
        }
        return scales.stream()
                .filter(s -> Math.abs(value) >= s.factor() * 0.99995)
                .findFirst()
                .orElse(scales.get(scales.size() - 1));
    }
}
