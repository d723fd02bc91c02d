package dev.roadrig.reports.observe;

import java.util.List;

/**
 * What a run's console gave under its observers.
 *
 * @param patterns in the order of the profile
 * @param floor of its wire
 * @param setAside answers that came over another wire and are not used, since the board's lines are its answers
 * @param ofNoFrame answers that belong to no frame
 * @param again further answers to a frame that has one
 */
public record ConsoleSaid(List<PatternTally> patterns, ConsoleFloor floor, int setAside, int ofNoFrame, int again) {
    public ConsoleSaid {
        patterns = List.copyOf(patterns);
    }

    /** Whether lines were answers. */
    public boolean answers() {
        return patterns.stream().anyMatch(PatternTally::result);
    }
}
