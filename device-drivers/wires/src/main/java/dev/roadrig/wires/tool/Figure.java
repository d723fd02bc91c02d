package dev.roadrig.wires.tool;

import java.util.Locale;

/**
 * One number that a tool printed.
 *
 * @param name what it is, such as {@code mean} or {@code latency.p99}
 * @param value as printed, in the tool's own unit; finite
 * @param unit such as us, ms, cycles, KiB; empty for a count
 */
public record Figure(String name, double value, String unit) {
    public Figure {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(name + " is not finite: " + value);
        }
    }

    /** Name and unit in one word, such as {@code mean_us}. */
    public String key() {
        return unit.isEmpty()
                ? name
                : name + "_" + unit.toLowerCase(Locale.ROOT).replace("%", "pct");
    }
}
