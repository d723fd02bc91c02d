package dev.roadrig.reports.reproduce;

import dev.roadrig.reports.verdict.Finding.Interval;
import dev.roadrig.reports.verdict.Proportion;
import java.util.Locale;
import org.apache.commons.statistics.distribution.HypergeometricDistribution;

/**
 * How often a failure was shown.
 *
 * @param shown in how many runs
 * @param runs that count
 */
public record Rate(int shown, int runs) {
    private static final double CONFIDENCE = 0.95;

    /** Two tables are equally likely when their probabilities are this close; guards the sum against rounding. */
    private static final double TIE = 1 + 1e-7;

    public Rate {
        if (shown < 0 || shown > runs) {
            throw new IllegalArgumentException(shown + " of " + runs + " is no rate");
        }
    }

    public Rate plus(Shown outcome) {
        return switch (outcome) {
            case YES -> new Rate(shown + 1, runs + 1);
            case NO -> new Rate(shown, runs + 1);
            case UNDECIDED, UNUSABLE -> this;
        };
    }

    /** The share of runs, 0 to 1; 0 without a run. */
    public double share() {
        return runs == 0 ? 0 : (double) shown / runs;
    }

    /** Wilson's, two-sided at 95 %; from 0 to 1 without a run. */
    public Interval interval() {
        return runs == 0 ? new Interval(0, 1, CONFIDENCE) : Proportion.wilson(shown, runs, CONFIDENCE);
    }

    /**
     * How likely rates at least as far apart are when both come from one and the same: Fisher's exact test, two-sided
     * (the sum of all tables that are no likelier than this one).
     */
    public double sameAs(Rate other) {
        int all = runs + other.runs;
        int hits = shown + other.shown;
        if (runs == 0 || other.runs == 0 || hits == 0 || hits == all) {
            return 1;
        }
        var table = HypergeometricDistribution.of(all, hits, runs);
        double here = table.probability(shown) * TIE;
        double sum = 0;
        for (int k = table.getSupportLowerBound(); k <= table.getSupportUpperBound(); k++) {
            double p = table.probability(k);
            sum += p <= here ? p : 0;
        }
        return Math.min(1, sum);
    }

    /** Such as {@code 3 of 20 runs, 15.0 % (5.2 .. 36.0 %)}. */
    public String text() {
        Interval interval = interval();
        return String.format(
                Locale.ROOT,
                "%d of %d runs, %.1f %% (%.1f .. %.1f %%)",
                shown,
                runs,
                share() * 100,
                interval.low() * 100,
                interval.high() * 100);
    }
}
