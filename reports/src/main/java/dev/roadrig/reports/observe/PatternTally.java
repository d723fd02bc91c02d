package dev.roadrig.reports.observe;

import java.util.OptionalLong;

/**
 * What became of the lines that a pattern was meant for.
 *
 * @param pattern as the profile has it
 * @param result whether its lines are answers
 * @param taken lines that gave an answer, or readings
 * @param early lines of answers before the drive's first frame, such as of a warm-up
 * @param cut lines that begin as the pattern does and are no match: torn by noise, by a cut, or of another form
 * @param twice lines that said the same thing twice, none of which is taken
 * @param unreadable lines with a value that is no number, or a class that the model does not have
 * @param costly lines over which the pattern would have gone back too often
 * @param longestBytes of the lines taken
 * @param latestStampNanos how late the stamp of one of the lines taken may be at most; empty where the record does not say
 *     of one of them
 * @param example of what was cut, twice, unreadable or costly; empty for none
 */
public record PatternTally(
        String pattern,
        boolean result,
        int taken,
        int early,
        int cut,
        int twice,
        int unreadable,
        int costly,
        int longestBytes,
        OptionalLong latestStampNanos,
        String example) {}
