package dev.roadrig.scenarios.drive.field;

import dev.roadrig.scenarios.drive.align.ClockMap;
import dev.roadrig.scenarios.drive.formats.DriveImport;
import dev.roadrig.scenarios.quantity.Dimension;
import dev.roadrig.scenarios.yaml.YamlScalar;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * How far a clock was off as somebody wrote it down: by how much a clock with a date is ahead of UTC ({@code +1.250s}), or
 * at which moment in UTC a clock without one had its zero ({@code 2018-08-02T16:14:47.9Z}).
 *
 * @param nanos of either
 * @param zero whether it is the moment of the zero
 * @param written as the file has it
 */
record StatedClock(long nanos, boolean zero, String written) {

    static StatedClock read(YamlScalar scalar) {
        if (scalar.text().matches("\\d{4}-.*")) {
            try {
                Instant at = Instant.parse(scalar.text());
                return new StatedClock(
                        Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000_000L), at.getNano()),
                        true,
                        scalar.text());
            } catch (DateTimeException | ArithmeticException e) {
                throw scalar.bad("a moment in UTC is written as 2018-08-02T16:14:47.9Z");
            }
        }
        return new StatedClock(scalar.quantity(Dimension.TIME).duration().toNanos(), false, scalar.text());
    }

    /** As a clock; empty where it is stated in the other way than this clock needs. */
    Optional<ClockMap> clock(boolean hasOwnZero) {
        if (zero != hasOwnZero) {
            return Optional.empty();
        }
        return Optional.of(zero ? new ClockMap(DriveImport.OWN_ZERO_UTC_NANOS, nanos, 0) : new ClockMap(nanos, 0, 0));
    }
}
