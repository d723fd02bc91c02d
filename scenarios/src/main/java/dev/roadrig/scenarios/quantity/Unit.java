package dev.roadrig.scenarios.quantity;

import java.math.BigDecimal;

/** The closed table of units that files may use; every factor is exact in decimal. */
enum Unit {
    NANOSECOND(Dimension.TIME, "ns", "1e-9"),
    MICROSECOND(Dimension.TIME, "us", "1e-6"),
    MILLISECOND(Dimension.TIME, "ms", "1e-3"),
    SECOND(Dimension.TIME, "s", "1"),
    MINUTE(Dimension.TIME, "min", "60"),
    HOUR(Dimension.TIME, "h", "3600"),
    MICROWATT(Dimension.POWER, "uW", "1e-6"),
    MILLIWATT(Dimension.POWER, "mW", "1e-3"),
    WATT(Dimension.POWER, "W", "1"),
    KILOWATT(Dimension.POWER, "kW", "1e3"),
    MICROJOULE(Dimension.ENERGY, "uJ", "1e-6"),
    MILLIJOULE(Dimension.ENERGY, "mJ", "1e-3"),
    JOULE(Dimension.ENERGY, "J", "1"),
    WATT_HOUR(Dimension.ENERGY, "Wh", "3600"),
    CELSIUS(Dimension.TEMPERATURE, "C", "1"),
    MILLIVOLT(Dimension.VOLTAGE, "mV", "1e-3"),
    VOLT(Dimension.VOLTAGE, "V", "1"),
    MICROAMPERE(Dimension.CURRENT, "uA", "1e-6"),
    MILLIAMPERE(Dimension.CURRENT, "mA", "1e-3"),
    AMPERE(Dimension.CURRENT, "A", "1"),
    METRE(Dimension.LENGTH, "m", "1"),
    KILOMETRE(Dimension.LENGTH, "km", "1e3"),
    BYTE(Dimension.BYTES, "B", "1"),
    KILOBYTE(Dimension.BYTES, "kB", "1e3"),
    MEGABYTE(Dimension.BYTES, "MB", "1e6"),
    GIGABYTE(Dimension.BYTES, "GB", "1e9"),
    KIBIBYTE(Dimension.BYTES, "KiB", "1024"),
    MEBIBYTE(Dimension.BYTES, "MiB", "1048576"),
    GIBIBYTE(Dimension.BYTES, "GiB", "1073741824"),
    BIT_A_SECOND(Dimension.BIT_RATE, "bit/s", "1"),
    KILOBIT_A_SECOND(Dimension.BIT_RATE, "kbit/s", "1e3"),
    MEGABIT_A_SECOND(Dimension.BIT_RATE, "Mbit/s", "1e6"),
    GIGABIT_A_SECOND(Dimension.BIT_RATE, "Gbit/s", "1e9"),
    PER_METRE(Dimension.PER_LENGTH, "/m", "1"),
    PER_KILOMETRE(Dimension.PER_LENGTH, "/km", "1e-3"),
    PER_100_KILOMETRES(Dimension.PER_LENGTH, "/100km", "1e-5"),
    SHARE(Dimension.SHARE, "", "1"),
    PERCENT(Dimension.SHARE, "%", "1e-2"),
    COUNT(Dimension.COUNT, "", "1");

    private final Dimension dimension;
    private final String symbol;
    private final BigDecimal factor;

    Unit(Dimension dimension, String symbol, String factor) {
        this.dimension = dimension;
        this.symbol = symbol;
        this.factor = new BigDecimal(factor);
    }

    Dimension dimension() {
        return dimension;
    }

    String symbol() {
        return symbol;
    }

    /** How many of the dimension's kept unit one of this is. */
    BigDecimal factor() {
        return factor;
    }
}
