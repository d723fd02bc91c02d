package dev.roadrig.scenarios.drive.align;

/**
 * By how many cells one grid must be moved to look like another one: Pearson's correlation at every shift that leaves
 * enough of an overlap.
 *
 * @param shift the cell i of the reference is the cell i + shift of the other
 * @param correlation there
 * @param runnerUp the greatest correlation outside of the peak's own slopes; 0 where there is none above
 * @param cells that both have there
 * @param atEdge whether the correlation still rises at the last shift that was tried
 */
record ShiftSearch(int shift, double correlation, double runnerUp, int cells, boolean atEdge) {

    /** Searches all shifts with at least so many cells in common; correlation is 0 where there is none. */
    static ShiftSearch of(double[] reference, double[] other, int leastCells) {
        int least = -(reference.length - 1);
        int shifts = reference.length + other.length - 1;
        double[] correlations = new double[shifts];
        int[] cells = new int[shifts];
        int best = -1;
        for (int k = 0; k < shifts; k++) {
            correlations[k] = correlate(reference, other, least + k, leastCells, cells, k);
            best = best < 0 || correlations[k] > correlations[best] ? k : best;
        }
        int from = best;
        while (from > 0 && correlations[from - 1] <= correlations[from]) {
            from--;
        }
        int to = best;
        while (to + 1 < shifts && correlations[to + 1] <= correlations[to]) {
            to++;
        }
        double runnerUp = 0;
        for (int k = 0; k < shifts; k++) {
            runnerUp = k < from || k > to ? Math.max(runnerUp, correlations[k]) : runnerUp;
        }
        boolean edge = best == 0 || best == shifts - 1 || cells[best - 1] == 0 || cells[best + 1] == 0;
        return new ShiftSearch(least + best, correlations[best], runnerUp, cells[best], edge);
    }

    /** Tries one shift and no other. */
    static ShiftSearch of(double[] reference, double[] other, int shift, int leastCells) {
        int[] cells = new int[1];
        double correlation = correlate(reference, other, shift, Math.max(2, leastCells), cells, 0);
        return new ShiftSearch(shift, correlation, 0, cells[0], false);
    }

    /** Pearson's r; 0 with fewer cells in common, and then their number is 0. */
    private static double correlate(double[] a, double[] b, int shift, int leastCells, int[] cells, int at) {
        double sa = 0;
        double sb = 0;
        double saa = 0;
        double sbb = 0;
        double sab = 0;
        int n = 0;
        int to = Math.min(a.length, b.length - shift);
        for (int i = Math.max(0, -shift); i < to; i++) {
            double x = a[i];
            double y = b[i + shift];
            if (!Double.isNaN(x) && !Double.isNaN(y)) {
                n++;
                sa += x;
                sb += y;
                saa += x * x;
                sbb += y * y;
                sab += x * y;
            }
        }
        cells[at] = n >= leastCells ? n : 0;
        double va = saa - sa * sa / n;
        double vb = sbb - sb * sb / n;
        return n < leastCells || va <= 0 || vb <= 0 ? 0 : (sab - sa * sb / n) / Math.sqrt(va * vb);
    }
}
