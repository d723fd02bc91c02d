package dev.roadrig.scenarios.drive.align;

import java.util.Optional;

/**
 * What is known of a clock against UTC.
 *
 * @param method how it was found, or why it was not, in words
 * @param points how many samples or lines carry it; 0 where it was not found
 * @param clock empty where it could not be determined
 * @param residualNanos one sigma of the offset; 0 where the clock is UTC by definition, or was only stated
 * @param skewNote what is known of the skew, in words; empty where nothing is
 */
public record Alignment(
        String method, int points, Optional<ClockMap> clock, long residualNanos, Optional<String> skewNote) {

    /** Where the clock could not be determined. */
    public static Alignment none(String reason) {
        return new Alignment(reason, 0, Optional.empty(), 0, Optional.empty());
    }

    /** A clock that is UTC by what it is. */
    public static Alignment reference(String method) {
        return new Alignment(method, 0, Optional.of(ClockMap.UTC), 0, Optional.empty());
    }

    public boolean isAligned() {
        return clock.isPresent();
    }
}
