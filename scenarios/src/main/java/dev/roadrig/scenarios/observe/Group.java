package dev.roadrig.scenarios.observe;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A named group of a pattern, and what it means.
 *
 * @param name in the pattern; also the sensor's name for a measurement
 * @param factor how many of the meaning's kept unit one of the line's is; 1 where it has no unit
 * @param first the product's number of the drive's frame 0; for frames only
 */
public record Group(String name, Meaning meaning, BigDecimal factor, long first) {
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,15}(?:\\.\\d{1,15})?(?:[eE][+-]?\\d{1,2})?");

    /** The number that a line has here, in the meaning's kept unit; empty where it is none. */
    public Optional<BigDecimal> number(String text) {
        return NUMBER.matcher(text).matches() ? Optional.of(new BigDecimal(text).multiply(factor)) : Optional.empty();
    }
}
