package dev.roadrig.scenarios.drive.align;

import java.util.Arrays;

/**
 * How a camera's picture moves from one frame to the next: it grows (driving on) and slides sideways (turning), fitted to
 * all of its brightness at once (Lucas and Kanade 1981 with a motion of three parameters), first coarsely and then finely,
 * with little weight for what moves otherwise (Cauchy's weights): what is near, other cars, a dashboard.
 */
final class PictureMotion {
    static final int WIDTH = 64;
    static final int HEIGHT = 36;

    private static final int[] COARSER = {4, 2, 1};
    private static final int ROUNDS = 4;
    private static final double SPREADS = 1.5;

    private PictureMotion() {}

    /**
     * Between two frames of {@link #WIDTH} by {@link #HEIGHT} grey values, row by row.
     *
     * @return by which share the picture grows, and by how many pixels it slides to the left; NaN where it is too plain
     */
    static double[] between(float[] before, float[] after) {
        double[] motion = new double[3];
        for (int coarser : COARSER) {
            var level = new Level(shrunk(before, coarser), shrunk(after, coarser), WIDTH / coarser, HEIGHT / coarser);
            motion[1] /= coarser;
            motion[2] /= coarser;
            for (int round = 0; round < ROUNDS; round++) {
                level.improve(motion);
            }
            motion[1] *= coarser;
            motion[2] *= coarser;
        }
        return Double.isFinite(motion[0] + motion[1])
                ? new double[] {motion[0], -motion[1]}
                : new double[] {Double.NaN, Double.NaN};
    }

    private static float[] shrunk(float[] picture, int times) {
        if (times == 1) {
            return picture;
        }
        int width = WIDTH / times;
        float[] small = new float[width * (HEIGHT / times)];
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                small[y / times * width + x / times] += picture[y * WIDTH + x] / (times * times);
            }
        }
        return small;
    }

    /** Both pictures at one size. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Level(float[] before, float[] after, int width, int height) {
        void improve(double[] motion) {
            int pixels = width * height;
            double[][] rows = new double[pixels][];
            double[] changes = new double[pixels];
            int count = 0;
            for (int y = 1; y < height - 1; y++) {
                for (int x = 1; x < width - 1; x++) {
                    double fromX = x - (width - 1) / 2.0;
                    double fromY = y - (height - 1) / 2.0;
                    double toX = x + motion[0] * fromX + motion[1];
                    double toY = y + motion[0] * fromY + motion[2];
                    if (toX >= 1 && toY >= 1 && toX < width - 2 && toY < height - 2) {
                        double dx = (at(toX + 1, toY) - at(toX - 1, toY)) / 2;
                        double dy = (at(toX, toY + 1) - at(toX, toY - 1)) / 2;
                        changes[count] = before[y * width + x] - at(toX, toY);
                        rows[count++] = new double[] {dx * fromX + dy * fromY, dx, dy};
                    }
                }
            }
            double spread = SPREADS * median(changes, count);
            var fit = new LeastSquares(3);
            for (int i = 0; i < count; i++) {
                double weight = 1 / Math.sqrt(1 + changes[i] * changes[i] / (spread * spread + 1e-9));
                double[] row = rows[i];
                fit.add(new double[] {weight * row[0], weight * row[1], weight * row[2]}, weight * changes[i]);
            }
            double[] more = fit.solution(fit.inverse());
            for (int i = 0; i < motion.length; i++) {
                motion[i] += more[i];
            }
        }

        private static double median(double[] values, int count) {
            double[] sizes = new double[Math.max(1, count)];
            for (int i = 0; i < count; i++) {
                sizes[i] = Math.abs(values[i]);
            }
            Arrays.sort(sizes);
            return sizes[sizes.length / 2];
        }

        /** Between four pixels. */
        private double at(double x, double y) {
            int left = (int) x;
            int top = (int) y;
            double right = x - left;
            double down = y - top;
            int i = Math.min(top, height - 2) * width + Math.min(left, width - 2);
            return (after[i] * (1 - right) + after[i + 1] * right) * (1 - down)
                    + (after[i + width] * (1 - right) + after[i + width + 1] * right) * down;
        }
    }
}
