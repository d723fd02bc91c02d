package dev.roadrig.scenarios.drive.align;

import java.util.Optional;

/**
 * What is known of a clock against UTC.
 *
 * @param basis by what it is known
 * @param method how it was found, or why it was not, in words
 * @param points how many samples or lines carry it; 0 where it was not found
 * @param clock empty where it could not be determined
 * @param residualNanos one sigma of the offset; 0 where the clock is UTC by definition, or was only stated
 * @param skewNote what is known of the skew, in words; empty where nothing is
 */
public record Alignment(
        Basis basis,
        String method,
        int points,
        Optional<ClockMap> clock,
        long residualNanos,
        Optional<String> skewNote) {

    /** By what a clock is known. */
    public enum Basis {
        /** It is UTC by what it is. */
        REFERENCE,
        /** By what it and another clock both saw. */
        FOUND,
        /** Somebody wrote it down, and nothing checks it. */
        STATED,
        /** It is not known. */
        NONE
    }

    /** Where the clock could not be determined. */
    public static Alignment none(String reason) {
        return new Alignment(Basis.NONE, reason, 0, Optional.empty(), 0, Optional.empty());
    }

    /** A clock that is UTC by what it is. */
    public static Alignment reference(String method) {
        return new Alignment(Basis.REFERENCE, method, 0, Optional.of(ClockMap.UTC), 0, Optional.empty());
    }

    /** A clock that somebody wrote down. */
    public static Alignment stated(String method, ClockMap clock) {
        return new Alignment(Basis.STATED, method, 0, Optional.of(clock), 0, Optional.empty());
    }

    /** A clock as evidence has it. */
    public static Alignment found(
            String method, int points, ClockMap clock, long residualNanos, Optional<String> skewNote) {
        return new Alignment(Basis.FOUND, method, points, Optional.of(clock), residualNanos, skewNote);
    }

    /** The same, said in other words. */
    public Alignment because(String other) {
        return new Alignment(basis, other, points, clock, residualNanos, skewNote);
    }

    /** The same of a clock that is counted from a moment on it. */
    public Alignment sinceZero(long zero) {
        return new Alignment(basis, method, points, clock.map(map -> map.sinceZero(zero)), residualNanos, skewNote);
    }

    public boolean isAligned() {
        return clock.isPresent();
    }
}
