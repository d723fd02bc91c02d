package dev.roadrig.harness.reproduce;

import dev.roadrig.reports.reproduce.Rate;
import dev.roadrig.reports.reproduce.Shown;

/**
 * Decides with as few runs as it can whether a failure still shows: Wald's sequential probability ratio test (Ann. Math.
 * Statist. 16, 1945) of the rate with which it is known to show against the rate of a sound board, both errors at 5 %.
 */
final class SequentialTest {
    private static final double ERROR = 0.05;
    private static final double ACCEPT = Math.log((1 - ERROR) / ERROR);

    /** One run that does not show a failure that always did says a lot, but not everything. */
    private static final double SUREST = 0.99;

    /** What a sound board is taken to show where nothing is known of one. */
    private static final double SOUND_SHARE = 0.1;

    /** A test that is still open after so many times the runs that a sound candidate needs is left open. */
    private static final int PATIENCE = 3;

    private final double shownWeight;
    private final double notShownWeight;
    private double logRatio;
    private Rate rate = new Rate(0, 0);

    /**
     * @param failing the rate with which the failure shows where it does
     * @param background the rate with which a sound board shows it, below {@code failing}; 0 where it is not known
     */
    SequentialTest(double failing, double background) {
        double there = Math.min(SUREST, failing);
        double sound = Math.max(background, there * SOUND_SHARE);
        if (!(there > sound)) {
            throw new IllegalArgumentException("rates that do not differ cannot be told apart");
        }
        shownWeight = Math.log(there / sound);
        notShownWeight = Math.log((1 - there) / (1 - sound));
    }

    /** What is known so far. */
    enum Decision {
        SHOWS,
        SHOWS_NO_MORE,
        OPEN
    }

    void add(Shown outcome) {
        rate = rate.plus(outcome);
        logRatio += switch (outcome) {
            case YES -> shownWeight;
            case NO -> notShownWeight;
            case UNDECIDED, UNUSABLE -> 0;
        };
    }

    /** After so many runs it is left open. */
    int mostRuns() {
        return PATIENCE * (int) Math.ceil(-ACCEPT / notShownWeight);
    }

    Decision decision() {
        if (logRatio >= ACCEPT) {
            return Decision.SHOWS;
        }
        return logRatio <= -ACCEPT ? Decision.SHOWS_NO_MORE : Decision.OPEN;
    }

    Rate rate() {
        return rate;
    }
}
