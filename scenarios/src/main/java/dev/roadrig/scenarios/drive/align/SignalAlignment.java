package dev.roadrig.scenarios.drive.align;

import java.util.Locale;
import java.util.Optional;

/** Aligns a clock by a quantity that both its signal and a reference in UTC show, such as speed. */
final class SignalAlignment {
    private static final double FINEST_STEP = 0.1;
    private static final double COARSEST_STEP = 2;
    private static final double TREND_SECONDS = 16;
    private static final double SHORTEST_TREND_SECONDS = 6;
    /** Faster than this a car does not change its speed, and sensors only add noise. */
    private static final double WIDTH_SECONDS = 1;

    private static final int TREND_CELLS = 10;
    private static final double LEAST_OVERLAP_SECONDS = 10;
    private static final double LEAST_OVERLAP = 0.3;
    private static final int SEARCHED_CELLS = 1_500;
    private static final int MOST_CELLS = 20_000;
    /** The best shift is so many times as likely as the next best, as a natural logarithm. */
    private static final double LEAST_EVIDENCE = 4;

    private static final double LEAST_REST = 0.02;
    /** How probable it may be that two that have nothing to do with each other look so alike at one of all shifts. */
    private static final double MOST_LUCK = 1e-2;

    private static final double MOST_SIGMA_SECONDS = 0.5;
    private static final double MOST_SKEW_SIGMA = 200e-6;

    private final Signal reference;
    private final Demand demand;

    /**
     * What is asked before a shift is believed.
     *
     * @param correlation at least, of the two less their trends
     * @param variation at least, standard deviation of the reference less its trend, in its unit
     * @param unit of the reference, for messages
     * @param candidates among how many signals this one was chosen
     */
    record Demand(double correlation, double variation, String unit, int candidates) {}

    SignalAlignment(Signal reference, Demand demand) {
        this.reference = reference;
        this.demand = demand;
    }

    /** The reference and a signal on cells wide enough to search all shifts in. */
    static final class Coarse {
        private final double step;
        private final double[] wanted;
        private final double[] seen;
        private final int leastCells;

        private Coarse(double step, double[] wanted, double[] seen, int leastCells) {
            this.step = step;
            this.wanted = wanted;
            this.seen = seen;
            this.leastCells = leastCells;
        }

        double step() {
            return step;
        }

        /** Of the signal, less its trend. */
        double[] seen() {
            return seen;
        }

        ShiftSearch search() {
            return ShiftSearch.of(wanted, seen, leastCells);
        }
    }

    Coarse coarse(Signal signal) {
        double longest = Math.max(reference.span(), signal.span());
        double step = Math.max(step(signal), longest / SEARCHED_CELLS);
        int window = window(step, signal);
        double shortest = Math.min(reference.span(), signal.span());
        int least = (int) Math.ceil(Math.max(LEAST_OVERLAP_SECONDS, shortest * LEAST_OVERLAP) / step);
        return new Coarse(
                step,
                Detrended.of(reference.grid(0, step, (int) (reference.span() / step), width(step)), window),
                Detrended.of(signal.grid(0, step, (int) (signal.span() / step), width(step)), window),
                least);
    }

    private double step(Signal signal) {
        return Math.max(FINEST_STEP, Math.max(reference.medianInterval(), signal.medianInterval()));
    }

    private static double width(double step) {
        return Math.max(step, WIDTH_SECONDS);
    }

    private int window(double step, Signal signal) {
        double shortest = Math.min(reference.span(), signal.span());
        double seconds = Math.max(SHORTEST_TREND_SECONDS, Math.min(TREND_SECONDS, shortest / 3));
        return Math.max(TREND_CELLS, (int) Math.round(seconds / step));
    }

    /**
     * Aligns the clock of a signal.
     *
     * @param method what was compared with what, in words
     */
    Alignment of(Signal signal, String method) {
        if (step(signal) > COARSEST_STEP) {
            return Alignment.none(method + ": a sample every " + number(step(signal)) + " s is too seldom");
        }
        Coarse coarse = coarse(signal);
        double variation = deviation(coarse.wanted);
        if (!(variation >= demand.variation)) {
            return Alignment.none(method + ": the reference varies by only " + number(variation) + " " + demand.unit
                    + ", and " + number(demand.variation) + " are needed");
        }
        ShiftSearch found = coarse.search();
        Optional<String> doubt = doubt(found, coarse);
        if (doubt.isPresent()) {
            return Alignment.none(method + ": " + doubt.get());
        }
        return fine(signal, found.shift() * coarse.step, coarse.step, method);
    }

    private Optional<String> doubt(ShiftSearch found, Coarse coarse) {
        if (found.correlation() < demand.correlation) {
            return Optional.of("at no shift do the two resemble each other (correlation " + number(found.correlation())
                    + " at best, " + number(demand.correlation) + " needed)");
        }
        if (found.atEdge()) {
            return Optional.of("the two overlap too little where they resemble each other");
        }
        double dependent = dependent(coarse);
        double independent = found.cells() / dependent;
        double shifts = Math.max(1, (coarse.wanted.length + coarse.seen.length) / dependent);
        double luck = Math.log(demand.candidates * shifts) - Math.log(MOST_LUCK);
        if (independent / 2 * -Math.log(1 - Math.pow(found.correlation(), 2)) < luck) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "they resemble each other (correlation %.2f) over %.0f s only, which can be chance",
                    found.correlation(),
                    found.cells() * coarse.step));
        }
        double evidence = independent / 2 * Math.log(rest(found.runnerUp()) / rest(found.correlation()));
        return evidence < LEAST_EVIDENCE
                ? Optional.of("more than one shift fits (correlation " + number(found.correlation()) + " and "
                        + number(found.runnerUp()) + ")")
                : Optional.empty();
    }

    /** How many cells that follow each other are worth one independent one (Bartlett 1946). */
    private static double dependent(Coarse coarse) {
        double sum = 1;
        int most = (int) (TREND_SECONDS / coarse.step);
        for (int lag = 1; lag <= most; lag++) {
            double wanted = ShiftSearch.of(coarse.wanted, coarse.wanted, lag, 2).correlation();
            double seen = ShiftSearch.of(coarse.seen, coarse.seen, lag, 2).correlation();
            sum += 2 * wanted * seen;
        }
        return Math.max(1, sum);
    }

    /** What is left unexplained; below some hundredths it is noise, and says no more of one shift than of another. */
    private static double rest(double correlation) {
        return Math.max(LEAST_REST, 1 - correlation * correlation);
    }

    private Alignment fine(Signal signal, double shift, double searched, String method) {
        double step = step(signal);
        int cells = (int) Math.min(MOST_CELLS, reference.span() / step);
        var grid = new ShiftFit.Grid(step, cells, window(step, signal), width(step));
        double near = searched > step ? nearer(signal, grid, shift, searched) : shift;
        ShiftFit plain = ShiftFit.of(reference, signal, grid, near, false);
        if (!(plain.sigma() <= MOST_SIGMA_SECONDS)) {
            return Alignment.none(method + ": the best shift is uncertain by "
                    + (Double.isFinite(plain.sigma()) ? number(plain.sigma()) + " s" : "more than a sample"));
        }
        ShiftFit skewed = ShiftFit.of(reference, signal, grid, plain.shift(), true);
        boolean seen = skewed.skewSigma() < MOST_SKEW_SIGMA && Math.abs(skewed.skew()) > 3 * skewed.skewSigma();
        ShiftFit used = seen ? skewed : plain;
        long at = Math.round(used.middle() * 1e9);
        long local = signal.originNanos() + Math.round((used.middle() + used.shift()) * 1e9);
        double rate = seen ? 1 / (1 + used.skew()) - 1 : 0;
        return Alignment.found(
                method,
                used.cells(),
                new ClockMap(local, reference.originNanos() + at, rate),
                Math.round(used.sigma() * 1e9),
                Optional.of(skewNote(skewed, seen)));
    }

    /** The best of the shifts around one that was found in wider cells. */
    private double nearer(Signal signal, ShiftFit.Grid grid, double shift, double searched) {
        double[] wanted = Detrended.of(reference.grid(0, grid.step(), grid.cells(), grid.width()), grid.window());
        double best = shift;
        double most = -1;
        for (double s = shift - searched; s <= shift + searched; s += grid.step()) {
            double[] seen = Detrended.of(signal.grid(s, grid.step(), grid.cells(), grid.width()), grid.window());
            double correlation = ShiftSearch.of(wanted, seen, 0, 0).correlation();
            best = correlation > most ? s : best;
            most = Math.max(most, correlation);
        }
        return best;
    }

    private static String skewNote(ShiftFit skewed, boolean seen) {
        if (seen) {
            return String.format(
                    Locale.ROOT, "skew %+.1f ppm, one sigma %.1f", skewed.skew() * 1e6, skewed.skewSigma() * 1e6);
        }
        return skewed.skewSigma() < MOST_SKEW_SIGMA
                ? String.format(Locale.ROOT, "no skew seen, one sigma %.1f ppm", skewed.skewSigma() * 1e6)
                : "too short to see a skew";
    }

    private static double deviation(double[] cells) {
        double sum = 0;
        double squares = 0;
        int n = 0;
        for (double cell : cells) {
            if (!Double.isNaN(cell)) {
                sum += cell;
                squares += cell * cell;
                n++;
            }
        }
        return Math.sqrt(Math.max(0, squares / n - sum / n * (sum / n)));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
