package dev.roadrig.scenarios.drive.align;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** A camera's picture as grey values, made small and soft: enough to see it move. */
final class SmallPicture {
    /** Larger ones are refused before a pixel is decoded. */
    private static final long MOST_PIXELS = 16_000_000;

    private SmallPicture() {}

    /** The picture at {@link PictureMotion}'s size; empty where it is none, is broken or too large. */
    static Optional<float[]> of(byte[] encoded) {
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(encoded))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                return Optional.empty();
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                int width = reader.getWidth(0);
                int height = reader.getHeight(0);
                if ((long) width * height > MOST_PIXELS
                        || width < PictureMotion.WIDTH
                        || height < PictureMotion.HEIGHT) {
                    return Optional.empty();
                }
                ImageReadParam thinned = reader.getDefaultReadParam();
                int step = Math.max(1, width / (PictureMotion.WIDTH * 4));
                thinned.setSourceSubsampling(step, step, 0, 0);
                return Optional.of(soft(shrunk(reader.read(0, thinned))));
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            // Broken pictures are the drive's to tell; here they only say nothing of the motion. Readers throw both
            // kinds.
            return Optional.empty();
        }
    }

    /** Means over the pixels of each cell, all bands alike. */
    private static float[] shrunk(BufferedImage image) {
        Raster raster = image.getRaster();
        float[] cells = new float[PictureMotion.WIDTH * PictureMotion.HEIGHT];
        int[] counts = new int[cells.length];
        double[] pixel = new double[raster.getNumBands()];
        for (int y = 0; y < raster.getHeight(); y++) {
            int row = y * PictureMotion.HEIGHT / raster.getHeight() * PictureMotion.WIDTH;
            for (int x = 0; x < raster.getWidth(); x++) {
                int cell = row + x * PictureMotion.WIDTH / raster.getWidth();
                raster.getPixel(x, y, pixel);
                double sum = 0;
                for (double band : pixel) {
                    sum += band;
                }
                cells[cell] += (float) (sum / pixel.length);
                counts[cell]++;
            }
        }
        for (int i = 0; i < cells.length; i++) {
            cells[i] /= Math.max(1, counts[i]);
        }
        return cells;
    }

    /** Twice the mean over three by three. */
    private static float[] soft(float[] cells) {
        float[] from = cells;
        for (int round = 0; round < 2; round++) {
            float[] to = from.clone();
            for (int y = 1; y < PictureMotion.HEIGHT - 1; y++) {
                for (int x = 1; x < PictureMotion.WIDTH - 1; x++) {
                    float sum = 0;
                    for (int dy = -1; dy <= 1; dy++) {
                        for (int dx = -1; dx <= 1; dx++) {
                            sum += from[(y + dy) * PictureMotion.WIDTH + x + dx];
                        }
                    }
                    to[y * PictureMotion.WIDTH + x] = sum / 9;
                }
            }
            from = to;
        }
        return from;
    }
}
