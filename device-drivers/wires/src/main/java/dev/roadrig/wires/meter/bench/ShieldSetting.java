package dev.roadrig.wires.meter.bench;

import java.util.List;
import java.util.OptionalInt;

/**
 * How a power shield is used.
 *
 * @param rail what its current is called in the record
 * @param volts that it feeds, 1.8 to 3.3
 * @param binaryRate samples a second in its binary form, one of {@link #RATES}; empty for its decimal form
 */
public record ShieldSetting(String rail, double volts, OptionalInt binaryRate) {
    /** Those whose time stamps the form's public captures and readers tell of; slower ones have the decimal form. */
    public static final List<Integer> RATES = List.of(10_000, 20_000, 50_000, 100_000);

    public ShieldSetting {
        if (binaryRate.isPresent() && !RATES.contains(binaryRate.getAsInt())) {
            throw new IllegalArgumentException(binaryRate.getAsInt() + " samples a second are none of " + RATES);
        }
    }

    /** Its decimal form. */
    public static ShieldSetting decimal(String rail, double volts) {
        return new ShieldSetting(rail, volts, OptionalInt.empty());
    }

    /** Its binary form. */
    public static ShieldSetting binary(String rail, double volts, int samplesPerSecond) {
        return new ShieldSetting(rail, volts, OptionalInt.of(samplesPerSecond));
    }
}
