package dev.roadrig.scenarios.quantity;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a quantity is a quantity of; each has one unit in which it is kept. */
public enum Dimension {
    /** Kept in seconds. */
    TIME("a time"),
    /** Kept in watts. */
    POWER("a power"),
    /** Kept in joules. */
    ENERGY("an energy"),
    /** Kept in degrees Celsius. */
    TEMPERATURE("a temperature"),
    /** Kept in volts. */
    VOLTAGE("a voltage"),
    /** Kept in amperes. */
    CURRENT("a current"),
    /** Kept in metres. */
    LENGTH("a length"),
    /** Kept in bytes. */
    BYTES("a size"),
    /** Kept in bits a second; a kilobit is 1000 bits. */
    BIT_RATE("a bit rate"),
    /** Kept as events a metre. */
    PER_LENGTH("a count for a distance"),
    /** Kept from 0 to 1. */
    SHARE("a share"),
    /** A plain number. */
    COUNT("a number");

    private final String noun;

    Dimension(String noun) {
        this.noun = noun;
    }

    /** With its article, for messages. */
    String noun() {
        return noun;
    }

    List<Unit> units() {
        return Arrays.stream(Unit.values()).filter(u -> u.dimension() == this).toList();
    }

    Optional<Unit> unit(String symbol) {
        return units().stream().filter(u -> u.symbol().equals(symbol)).findFirst();
    }
}
