package dev.roadrig.scenarios.quantity;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.Wording;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A number with its unit, such as {@code 150ms}, {@code 3.5 W} or {@code 60 C +-3}, exact in decimal.
 *
 * @param dimension of what
 * @param exact in the dimension's kept unit
 * @param tolerance what follows {@code +-}, in the kept unit
 * @param written as the file has it
 */
public record Quantity(Dimension dimension, BigDecimal exact, Optional<BigDecimal> tolerance, String written) {
    private static final String NUMBER = "\\d{1,18}(?:\\.\\d{1,18})?(?:[eE][+-]?\\d{1,2})?";
    private static final Pattern FORM = Pattern.compile(
            "([+-]?" + NUMBER + ")\\s*([^\\s+0-9-][^\\s+-]*)?(?:\\s*\\+-\\s*(" + NUMBER + ")\\s*(\\S+)?)?");
    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);

    /**
     * Reads a quantity of the wanted dimension. Throws {@link BadInput} that names the allowed units where the unit is
     * missing, is not one of this dimension, or where there is no number. The message has no place in a file: the YAML
     * reader puts it in front.
     */
    public static Quantity parse(String text, Dimension dimension) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw wrong(text, dimension, "write " + form(dimension));
        }
        String symbol = form.group(2) == null ? "" : form.group(2);
        Unit unit = dimension.unit(symbol).orElseThrow(() -> wrongUnit(text, symbol, dimension));
        if (form.group(4) != null && !form.group(4).equals(symbol)) {
            throw wrong(text, dimension, "the tolerance has the unit of the value");
        }
        return new Quantity(
                dimension,
                new BigDecimal(form.group(1)).multiply(unit.factor()),
                Optional.ofNullable(form.group(3)).map(t -> new BigDecimal(t).multiply(unit.factor())),
                text.strip());
    }

    /** In the dimension's kept unit; the nearest double to the exact value. */
    public double value() {
        return exact.doubleValue();
    }

    /** A time, without rounding. Throws {@link BadInput} where it is no whole number of nanoseconds or over 292 years. */
    public Duration duration() {
        if (dimension != Dimension.TIME) {
            throw new IllegalStateException(dimension + " is not a time");
        }
        return Duration.ofNanos(whole(exact.multiply(NANOS), "nanoseconds"));
    }

    /**
     * In the kept unit, without rounding.
     *
     * @param noun what is counted, for the message: bytes, bits a second
     * @throws BadInput where it is no whole number, or over 2^63
     */
    public long whole(String noun) {
        return whole(exact, noun);
    }

    private long whole(BigDecimal number, String noun) {
        try {
            return number.longValueExact();
        } catch (ArithmeticException e) {
            throw new BadInput(Wording.quote(written) + " is not a whole number of " + noun, e);
        }
    }

    private static BadInput wrongUnit(String text, String symbol, Dimension dimension) {
        List<String> symbols = dimension.units().stream().map(Unit::symbol).toList();
        if (symbol.isEmpty()) {
            return wrong(text, dimension, "its unit is missing; write " + form(dimension));
        }
        return wrong(text, dimension, "write " + form(dimension) + caseMatters(symbol, symbols));
    }

    private static String caseMatters(String symbol, List<String> symbols) {
        return symbols.stream()
                .filter(s -> s.toLowerCase(Locale.ROOT).equals(symbol.toLowerCase(Locale.ROOT)))
                .findFirst()
                .map(s -> " (did you mean " + Wording.quote(s) + "? Units are case-sensitive)")
                .orElse("");
    }

    private static String form(Dimension dimension) {
        String units = dimension.units().stream()
                .map(Unit::symbol)
                .filter(s -> !s.isEmpty())
                .collect(Collectors.joining(", "));
        boolean bare = dimension.unit("").isPresent();
        if (units.isEmpty()) {
            return "a number without a unit";
        }
        String one = units.contains(",") ? "one of the units " : "the unit ";
        return bare ? "a number from 0 to 1, or with the unit " + units : "a number and " + one + units;
    }

    private static BadInput wrong(String text, Dimension dimension, String next) {
        return new BadInput(Wording.quote(text) + " is not " + dimension.noun() + ": " + next);
    }
}
