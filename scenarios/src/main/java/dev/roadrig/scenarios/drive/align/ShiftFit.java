package dev.roadrig.scenarios.drive.align;

/**
 * By how many seconds a signal's clock is off a reference, to a fraction of a sample: the shift (and, where asked, the
 * skew) at which it fits best, up to a gain and a constant, by Gauss and Newton.
 *
 * <p>One sigma is the greater of two: what the fit's own rest gives, widened for its lag-1 autocorrelation; and what
 * stretches of some seconds give that are free to disagree (cluster-robust, Liang and Zeger 1986).
 *
 * @param shift the reference's second t is the signal's second t + shift at {@code middle}
 * @param sigma of the shift, seconds; not finite where the fit has no minimum
 * @param skew seconds more that the signal's clock counts in one of the reference's
 * @param skewSigma of that
 * @param middle of the reference's seconds that were used
 * @param cells how many were used
 */
record ShiftFit(double shift, double sigma, double skew, double skewSigma, double middle, int cells) {
    private static final int ROUNDS = 24;
    private static final double SETTLED_SECONDS = 1e-4;
    private static final double SETTLED_SKEW = 1e-7;
    private static final double STRETCH_SECONDS = 4;
    private static final int SHIFT = 2;
    private static final int SKEW = 3;

    /** Cells of the reference that are used, {@code step} seconds apart, each a mean over {@code width}. */
    record Grid(double step, int cells, int window, double width) {
        double second(int cell) {
            return cell * step;
        }
    }

    /** The fit from a shift that is right to about a cell; moves at most by a cell.s width from there. */
    static ShiftFit of(Signal reference, Signal signal, Grid grid, double shift, boolean withSkew) {
        double[] wanted = reference.grid(0, grid.step, grid.cells, grid.width);
        double middle = grid.second(grid.cells / 2);
        double s = shift;
        double k = 0;
        double damping = 1;
        double lastStep = 0;
        for (int round = 0; ; round++) {
            var rows = new Rows(signal, grid, wanted, new double[] {s, k, middle}, withSkew);
            double[] found = rows.solution();
            double ds = found[SHIFT] / found[1];
            double dk = withSkew ? found[SKEW] / found[1] : 0;
            boolean lost = !Double.isFinite(ds + dk) || Math.abs(s + ds - shift) > grid.width || found[1] <= 0;
            if (lost || round == ROUNDS) {
                return new ShiftFit(s, Double.POSITIVE_INFINITY, k, Double.POSITIVE_INFINITY, middle, rows.count);
            }
            // Noise makes ripples, in which whole steps would go to and fro.
            damping = ds * lastStep < 0 ? damping / 2 : damping;
            lastStep = ds;
            s += damping * ds;
            k += damping * dk;
            if (damping * Math.abs(ds) < SETTLED_SECONDS && damping * Math.abs(dk) < SETTLED_SKEW) {
                double[] sigmas = rows.sigmas(found);
                return new ShiftFit(s, sigmas[SHIFT], k, withSkew ? sigmas[SKEW] : Double.NaN, middle, rows.count);
            }
        }
    }

    /** The signal and its slope, cell by cell, at one shift and skew. */
    private static final class Rows {
        private final Grid grid;
        private final double[] wanted;
        private final double[][] rows;
        private final int unknowns;
        private final LeastSquares sums;
        private final double[][] inverse;
        private int count;

        Rows(Signal signal, Grid grid, double[] reference, double[] at, boolean withSkew) {
            this.grid = grid;
            this.unknowns = withSkew ? SKEW + 1 : SHIFT + 1;
            double[][] all = {
                reference.clone(),
                shifted(signal, at, 0),
                shifted(signal, at, -grid.width / 2),
                shifted(signal, at, grid.width / 2)
            };
            // A trend is of the same moments on both sides, or the two would differ by it.
            for (int i = 0; i < grid.cells; i++) {
                if (Double.isNaN(all[0][i] + all[1][i] + all[2][i] + all[3][i])) {
                    for (double[] cells : all) {
                        cells[i] = Double.NaN;
                    }
                }
            }
            wanted = Detrended.of(all[0], grid.window);
            double[] values = Detrended.of(all[1], grid.window);
            double[] before = Detrended.of(all[2], grid.window);
            double[] after = Detrended.of(all[3], grid.window);
            rows = new double[grid.cells][];
            sums = new LeastSquares(unknowns);
            for (int i = 0; i < grid.cells; i++) {
                double slope = (after[i] - before[i]) / grid.width;
                if (!Double.isNaN(wanted[i] + values[i] + slope)) {
                    double[] row = {1, values[i], slope, slope * (grid.second(i) - at[2])};
                    rows[i] = row;
                    sums.add(row, wanted[i]);
                    count++;
                }
            }
            inverse = sums.inverse();
        }

        private double[] shifted(Signal signal, double[] at, double more) {
            double[] cells = new double[grid.cells];
            for (int i = 0; i < cells.length; i++) {
                double t = grid.second(i);
                cells[i] = signal.mean(t + at[0] + at[1] * (t - at[2]) + more, grid.width);
            }
            return cells;
        }

        double[] solution() {
            return sums.solution(inverse);
        }

        double[] sigmas(double[] found) {
            double rest = 0;
            double lagged = 0;
            double last = Double.NaN;
            double[][] spread = new double[unknowns][unknowns];
            double[] score = new double[unknowns];
            int stretch = Math.max(1, (int) Math.round(STRETCH_SECONDS / grid.step));
            int stretches = 0;
            for (int i = 0; i < grid.cells; i++) {
                double[] row = rows[i];
                if (row != null) {
                    double e = wanted[i] - dot(row, found);
                    rest += e * e;
                    lagged += Double.isNaN(last) ? 0 : e * last;
                    last = e;
                    for (int j = 0; j < unknowns; j++) {
                        score[j] += e * row[j];
                    }
                }
                if ((i + 1) % stretch == 0 || i + 1 == grid.cells) {
                    addSquare(spread, score);
                    score = new double[unknowns];
                    stretches++;
                }
            }
            double rho = Math.max(0, Math.min(0.95, lagged / rest));
            double variance = rest / Math.max(1, count - unknowns) * (1 + rho) / (1 - rho);
            double small = stretches / Math.max(1.0, stretches - 1.0);
            double[] sigmas = new double[unknowns];
            for (int p = 0; p < unknowns; p++) {
                double robust = dot(inverse[p], LeastSquares.times(spread, inverse[p])) * small;
                sigmas[p] = Math.sqrt(Math.max(robust, variance * inverse[p][p])) / Math.abs(found[1]);
            }
            return sigmas;
        }

        private static void addSquare(double[][] sum, double[] vector) {
            for (int i = 0; i < vector.length; i++) {
                for (int j = 0; j < vector.length; j++) {
                    sum[i][j] += vector[i] * vector[j];
                }
            }
        }

        private static double dot(double[] row, double[] other) {
            double sum = 0;
            for (int i = 0; i < other.length; i++) {
                sum += row[i] * other[i];
            }
            return sum;
        }
    }
}
