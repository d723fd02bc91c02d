package dev.roadrig.scenarios.model;

import dev.roadrig.scenarios.drive.DriveFrame.Box;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferInt;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.SinglePixelPackedSampleModel;

/**
 * Cuts a box out of a picture and scales it with a triangle filter that widens when shrinking: what Pillow calls BILINEAR
 * with a box. The same arithmetic must feed a network in training, on a board and in the cloud, or accuracies are not
 * comparable.
 */
public final class CropResizer {
    private final Taps across;
    private final Taps down;
    private final int width;
    private final int height;

    private CropResizer(BufferedImage picture, Box box, int width, int height) {
        this.width = width;
        this.height = height;
        this.across = Taps.of(box.x1(), box.x2(), width, picture.getWidth());
        this.down = Taps.of(box.y1(), box.y2(), height, picture.getHeight());
    }

    /**
     * The box as RGB bytes, row by row, {@code width * height * 3} of them. What lies outside of the picture has no
     * weight; a box that is wholly outside takes the picture's nearest pixels.
     *
     * @param picture of any type; a grey one gives three equal channels with its own values
     * @param box pixels, edges not rounded
     * @throws IllegalArgumentException when the box is empty, reversed or not finite, or a size is below 1
     */
    public static byte[] crop(BufferedImage picture, Box box, int width, int height) {
        boolean finite = Float.isFinite(box.x1() + box.x2() + box.y1() + box.y2());
        if (!finite || box.x1() >= box.x2() || box.y1() >= box.y2()) {
            throw new IllegalArgumentException("a box needs finite edges with x1 < x2 and y1 < y2, not " + box);
        }
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("a crop is at least 1x1 pixels, not " + width + "x" + height);
        }
        CropResizer resizer = new CropResizer(picture, box, width, height);
        return resizer.squeezeDown(resizer.squeezeAcross(picture));
    }

    /** The rows that the box touches, each scaled to the wanted width. */
    private double[] squeezeAcross(BufferedImage picture) {
        int rows = down.end() - down.start();
        int columns = across.end() - across.start();
        int[] line = new int[columns];
        double[] narrow = new double[Math.multiplyExact(Math.multiplyExact(rows, width), 3)];
        Lines lines = Lines.of(picture);
        int at = 0;
        for (int y = 0; y < rows; y++) {
            lines.read(across.start(), down.start() + y, line);
            for (int x = 0; x < width; x++, at += 3) {
                double[] weights = across.weights[x];
                int first = across.first[x] - across.start();
                double red = 0;
                double green = 0;
                double blue = 0;
                for (int k = 0; k < weights.length; k++) {
                    int rgb = line[first + k];
                    red += weights[k] * ((rgb >> 16) & 255);
                    green += weights[k] * ((rgb >> 8) & 255);
                    blue += weights[k] * (rgb & 255);
                }
                narrow[at] = red;
                narrow[at + 1] = green;
                narrow[at + 2] = blue;
            }
        }
        return narrow;
    }

    private byte[] squeezeDown(double[] narrow) {
        int stride = width * 3;
        byte[] crop = new byte[Math.multiplyExact(stride, height)];
        for (int y = 0; y < height; y++) {
            double[] weights = down.weights[y];
            int first = (down.first[y] - down.start()) * stride;
            for (int i = 0; i < stride; i++) {
                double sum = 0;
                for (int k = 0; k < weights.length; k++) {
                    sum += weights[k] * narrow[first + k * stride + i];
                }
                crop[y * stride + i] = (byte) (int) Math.max(0, Math.min(255, sum + .5));
            }
        }
        return crop;
    }

    /** Which pixels of one axis make up each output pixel, and with what weight; the weights of each sum to 1. */
    private static final class Taps {
        final int[] first;
        final double[][] weights;

        private Taps(int size) {
            first = new int[size];
            weights = new double[size][];
        }

        static Taps of(double from, double to, int size, int limit) {
            Taps taps = new Taps(size);
            double scale = (to - from) / size;
            double reach = Math.max(1, scale);
            for (int i = 0; i < size; i++) {
                double centre = from + (i + .5) * scale;
                int low = Math.max(0, (int) (centre - reach + .5));
                int high = Math.min(limit, (int) (centre + reach + .5));
                if (high <= low) {
                    low = Math.max(0, Math.min(limit - 1, (int) centre));
                    high = low + 1;
                }
                taps.first[i] = low;
                taps.weights[i] = triangle(low, high, centre, reach);
            }
            return taps;
        }

        private static double[] triangle(int low, int high, double centre, double reach) {
            double[] weights = new double[high - low];
            double sum = 0;
            for (int k = 0; k < weights.length; k++) {
                weights[k] = Math.max(0, 1 - Math.abs((low + k - centre + .5) / reach));
                sum += weights[k];
            }
            for (int k = 0; k < weights.length; k++) {
                weights[k] = sum == 0 ? 1.0 / weights.length : weights[k] / sum;
            }
            return weights;
        }

        int start() {
            return first[0];
        }

        int end() {
            int last = first.length - 1;
            return first[last] + weights[last].length;
        }
    }

    /** Reads a run of pixels of one line as 0xRRGGBB; getRGB allocates for every pixel of the types that decoders make. */
    @FunctionalInterface
    private interface Lines {
        void read(int x, int y, int[] line);

        static Lines of(BufferedImage picture) {
            boolean whole = picture.getRaster().getParent() == null;
            if (whole && picture.getSampleModel() instanceof PixelInterleavedSampleModel model) {
                byte[] data = bytes(picture);
                int stride = model.getScanlineStride();
                if (picture.getType() == BufferedImage.TYPE_3BYTE_BGR) {
                    return (x, y, line) -> bgr(data, y * stride + 3 * x, line);
                }
                if (picture.getType() == BufferedImage.TYPE_BYTE_GRAY) {
                    return (x, y, line) -> grey(data, y * stride + x, line);
                }
            }
            boolean packed = picture.getType() == BufferedImage.TYPE_INT_RGB;
            if (whole && packed && picture.getSampleModel() instanceof SinglePixelPackedSampleModel model) {
                int[] data = ((DataBufferInt) picture.getRaster().getDataBuffer()).getData();
                int stride = model.getScanlineStride();
                return (x, y, line) -> System.arraycopy(data, y * stride + x, line, 0, line.length);
            }
            return (x, y, line) -> picture.getRGB(x, y, line.length, 1, line, 0, line.length);
        }

        private static byte[] bytes(BufferedImage picture) {
            return picture.getRaster().getDataBuffer() instanceof DataBufferByte buffer
                    ? buffer.getData()
                    : new byte[0];
        }

        private static void bgr(byte[] data, int from, int[] line) {
            int at = from;
            for (int i = 0; i < line.length; i++, at += 3) {
                line[i] = ((data[at + 2] & 255) << 16) | ((data[at + 1] & 255) << 8) | (data[at] & 255);
            }
        }

        /** Java takes grey for linear light and getRGB would brighten it; a camera's grey is its picture's own value. */
        private static void grey(byte[] data, int from, int[] line) {
            for (int i = 0; i < line.length; i++) {
                line[i] = (data[from + i] & 255) * 0x010101;
            }
        }
    }
}
