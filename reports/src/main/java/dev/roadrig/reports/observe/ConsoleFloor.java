package dev.roadrig.reports.observe;

import dev.roadrig.scenarios.record.v1.ConsoleWire;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How long a console's wire has a line at most: 10 bits for each of its bytes at the UART's rate, and what the profile
 * states of a bridge behind it. It is an error of every time that is read off a line, and not the product's.
 *
 * @param baud 0 where it is not known
 * @param behind what stands between the UART and the rig, empty for nothing
 * @param delay what the profile says that this holds a line back at most
 */
public record ConsoleFloor(int baud, String behind, Optional<Duration> delay) {
    private static final long BITS = 10;

    static ConsoleFloor of(ConsoleWire wire, Optional<Duration> delay) {
        return new ConsoleFloor(wire.getBaud(), wire.getBehind(), delay);
    }

    /** Nanoseconds; empty where nothing bounds it. */
    public OptionalLong nanos(int bytes) {
        boolean known = delay.isPresent() || (baud > 0 && behind.isEmpty());
        long bits = baud > 0 ? bytes * BITS * 1_000_000_000L / baud : 0;
        return known ? OptionalLong.of(bits + delay.orElse(Duration.ZERO).toNanos()) : OptionalLong.empty();
    }
}
