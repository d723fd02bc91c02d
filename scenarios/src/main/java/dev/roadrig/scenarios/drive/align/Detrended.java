package dev.roadrig.scenarios.drive.align;

/**
 * A grid less its own mean over some seconds around each cell. What is slow tells nothing of a clock (a ramp fits a ramp at
 * any shift), and carries what two sensors differ by slowly, such as a tyre's radius.
 */
final class Detrended {
    private Detrended() {}

    /** Of the length of the grid; NaN where it has a hole, or the cells around are mostly one. */
    static double[] of(double[] grid, int window) {
        double[] sums = new double[grid.length + 1];
        int[] counts = new int[grid.length + 1];
        for (int i = 0; i < grid.length; i++) {
            boolean there = !Double.isNaN(grid[i]);
            sums[i + 1] = sums[i] + (there ? grid[i] : 0);
            counts[i + 1] = counts[i] + (there ? 1 : 0);
        }
        double[] out = new double[grid.length];
        for (int i = 0; i < grid.length; i++) {
            // As far to one side as to the other, also at the ends: a mean to one side would leave a trend in.
            int half = Math.min(window / 2, Math.min(i, grid.length - 1 - i));
            int from = i - half;
            int to = i + half + 1;
            int count = counts[to] - counts[from];
            boolean enough = half >= window / 4 && count * 2 > to - from;
            out[i] = enough ? grid[i] - (sums[to] - sums[from]) / count : Double.NaN;
        }
        return out;
    }
}
