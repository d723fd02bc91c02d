package dev.roadrig.harness.rack;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/** A power meter of a board beside the agent's own sensors, and how it is reached. */
public sealed interface MeterWire {
    Basics common();

    /** Whether it is read through the board, and so only while the board can be reached. */
    default boolean throughBoard() {
        return false;
    }

    /** To be masked in everything that is written. */
    default List<Secret> secrets() {
        return List.of();
    }

    /**
     * What every meter has.
     *
     * @param kind the rack's key for it
     * @param where a device, an address or a path; empty where the board itself is the place
     * @param rail what its power is called in the record; empty where the instrument names its rails
     * @param period between samples in the record
     * @param mostLost share, 0 to 1, above which no figure is made
     * @param gainError share, negative when not stated
     * @param offsetWatts negative when not stated
     */
    record Basics(
            String kind,
            String where,
            String rail,
            Duration period,
            double mostLost,
            double gainError,
            double offsetWatts) {}

    /** Nordic's Power Profiler Kit 2. */
    record Ppk2(Basics common, boolean source, double volts, boolean spikeFilter) implements MeterWire {}

    /** Power monitors of the board itself, by hwmon or the older iio. */
    record Sysfs(Basics common, boolean iio) implements MeterWire {
        @Override
        public boolean throughBoard() {
            return true;
        }
    }

    /** The board's own tegrastats. */
    record Tegrastats(Basics common) implements MeterWire {
        @Override
        public boolean throughBoard() {
            return true;
        }
    }

    /**
     * An LPM01A power shield, which feeds the board.
     *
     * @param binaryRate samples a second in its binary form; empty for its decimal one
     */
    record Shield(Basics common, double volts, OptionalInt binaryRate) implements MeterWire {}

    /** An Otii by its program's TCP server; the device's name is empty for the only one. */
    record Otii(Basics common, String device) implements MeterWire {}

    /** A supply's own measurements. */
    record Scpi(Basics common) implements MeterWire {}

    /** Whatever sigrok knows: a channel with power, or one with voltage and one with current. */
    record Sigrok(Basics common, String program, String config, List<String> channels) implements MeterWire {
        public Sigrok {
            channels = List.copyOf(channels);
        }
    }

    /** A program that prints a table, such as a Joulescope's. */
    record Table(Basics common, RackCommand command) implements MeterWire {
        @Override
        public List<Secret> secrets() {
            return command.secrets();
        }
    }
}
