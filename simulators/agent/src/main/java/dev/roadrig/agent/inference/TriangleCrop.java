package dev.roadrig.agent.inference;

import dev.roadrig.scenarios.drive.DriveFrame.Box;
import java.awt.image.BufferedImage;

/**
 * Cuts a box out of a picture and scales it with a triangle filter that widens when shrinking (Pillow's BILINEAR with a
 * box). The arithmetic is that of the models' training: another would cost accuracy that nobody could explain.
 */
final class TriangleCrop {
    private static final int CHANNELS = 3;

    private TriangleCrop() {}

    /** RGB bytes, row by row, width*height*3. */
    static byte[] crop(BufferedImage picture, Box box, int width, int height) {
        Taps across = Taps.of(box.x1(), box.x2(), width, picture.getWidth());
        Taps down = Taps.of(box.y1(), box.y2(), height, picture.getHeight());
        int top = down.first[0];
        int rows = down.first[height - 1] + down.weights[height - 1].length - top;
        int left = across.first[0];
        int columns = across.first[width - 1] + across.weights[width - 1].length - left;
        double[] scaled = new double[rows * width * CHANNELS];
        int[] pixels = new int[columns];
        for (int y = 0; y < rows; y++) {
            picture.getRGB(left, top + y, columns, 1, pixels, 0, columns);
            scaleRow(pixels, left, across, scaled, y * width * CHANNELS);
        }
        return scaleColumns(scaled, down, width * CHANNELS);
    }

    private static void scaleRow(int[] pixels, int left, Taps across, double[] scaled, int at) {
        for (int x = 0; x < across.first.length; x++) {
            double[] weights = across.weights[x];
            double red = 0;
            double green = 0;
            double blue = 0;
            for (int k = 0; k < weights.length; k++) {
                int pixel = pixels[across.first[x] + k - left];
                red += weights[k] * (pixel >> 16 & 0xFF);
                green += weights[k] * (pixel >> 8 & 0xFF);
                blue += weights[k] * (pixel & 0xFF);
            }
            scaled[at + x * CHANNELS] = red;
            scaled[at + x * CHANNELS + 1] = green;
            scaled[at + x * CHANNELS + 2] = blue;
        }
    }

    private static byte[] scaleColumns(double[] scaled, Taps down, int stride) {
        var out = new byte[down.first.length * stride];
        for (int y = 0; y < down.first.length; y++) {
            for (int i = 0; i < stride; i++) {
                double sum = 0;
                for (int k = 0; k < down.weights[y].length; k++) {
                    sum += down.weights[y][k] * scaled[(down.first[y] - down.first[0] + k) * stride + i];
                }
                out[y * stride + i] = (byte) (int) Math.max(0, Math.min(255, sum + .5));
            }
        }
        return out;
    }

    /** Which pixels along one axis make each target pixel, and by how much. */
    @SuppressWarnings("ArrayRecordComponent") // made and read in one call
    private record Taps(int[] first, double[][] weights) {
        static Taps of(double from, double to, int size, int limit) {
            double scale = (to - from) / size;
            double reach = Math.max(1, scale);
            var first = new int[size];
            var weights = new double[size][];
            for (int i = 0; i < size; i++) {
                double centre = from + (i + .5) * scale;
                int low = Math.max(0, (int) (centre - reach + .5));
                int high = Math.min(limit, (int) (centre + reach + .5));
                if (high <= low) {
                    low = Math.max(0, Math.min(limit - 1, (int) centre));
                    high = low + 1;
                }
                first[i] = low;
                weights[i] = weights(low, high, centre, reach);
            }
            return new Taps(first, weights);
        }

        private static double[] weights(int low, int high, double centre, double reach) {
            var weights = new double[high - low];
            double sum = 0;
            for (int k = low; k < high; k++) {
                weights[k - low] = Math.max(0, 1 - Math.abs((k - centre + .5) / reach));
                sum += weights[k - low];
            }
            for (int k = 0; k < weights.length; k++) {
                weights[k] = sum == 0 ? 1.0 / weights.length : weights[k] / sum;
            }
            return weights;
        }
    }
}
