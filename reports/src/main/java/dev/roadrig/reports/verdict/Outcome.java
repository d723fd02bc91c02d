package dev.roadrig.reports.verdict;

import dev.roadrig.reports.verdict.Finding.Interval;
import java.util.Optional;

/**
 * What a rule says of samples.
 *
 * @param statistic as a spec writes it, with the percentile's definition
 */
record Outcome(
        Verdict verdict, String statistic, Optional<Double> value, Optional<Interval> interval, String sentence) {
    static Outcome inconclusive(String statistic, String sentence) {
        return new Outcome(Verdict.INCONCLUSIVE, statistic, Optional.empty(), Optional.empty(), sentence);
    }

    /** The same figures, which carry no verdict for a reason that comes first in the sentence. */
    Outcome carriesNothing(String why) {
        return new Outcome(Verdict.INCONCLUSIVE, statistic, value, interval, why + " " + sentence);
    }

    Outcome withNote(String note) {
        return note.isEmpty() ? this : new Outcome(verdict, statistic, value, interval, sentence + " " + note);
    }
}
