package dev.roadrig.scenarios.drive.field;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/** What a camera sees that drives straight on over patched ground, between walls of patches on both sides. */
final class PaintedRoad {
    private static final int WIDTH = 320;
    private static final int HEIGHT = 180;
    private static final double FOCAL = 200;
    private static final double CAMERA_METRES = 1.4;
    private static final double WALL_METRES = 7;
    private static final int PATCHES = 9_000;
    private static final double METRES = 900;

    private final double[][] patches = new double[PATCHES][];

    PaintedRoad() {
        var random = new Random(7);
        for (int i = 0; i < PATCHES; i++) {
            boolean ground = i % 3 == 0;
            double across = (2 * random.nextDouble() - 1) * WALL_METRES;
            // By distance along the route, so that they can be painted from the farthest to the nearest.
            patches[i] = ground
                    ? new double[] {i * METRES / PATCHES, across, CAMERA_METRES, 0.8, 0, random.nextDouble()}
                    : new double[] {
                        i * METRES / PATCHES,
                        Math.copySign(WALL_METRES, across),
                        CAMERA_METRES - 5 * random.nextDouble(),
                        0,
                        1,
                        random.nextDouble()
                    };
        }
    }

    /** A picture from a place on the route. */
    void write(double metres, Path file) throws IOException {
        var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D painter = image.createGraphics();
        painter.setColor(new Color(120, 120, 120));
        painter.fillRect(0, 0, WIDTH, HEIGHT);
        for (int i = PATCHES - 1; i >= 0; i--) {
            double near = patches[i][0] - metres;
            if (near > 2 && near < 60) {
                int grey = (int) (20 + 230 * patches[i][5]);
                painter.setColor(new Color(grey, grey, grey));
                paint(painter, patches[i], near);
            }
        }
        painter.dispose();
        ImageIO.write(image, "jpg", file.toFile());
    }

    /** A patch one metre long, lying or standing. */
    private static void paint(Graphics2D painter, double[] patch, double near) {
        int[] xs = new int[4];
        int[] ys = new int[4];
        for (int corner = 0; corner < 4; corner++) {
            double scale = FOCAL / (corner == 0 || corner == 3 ? near : near + 1);
            boolean second = corner >= 2;
            xs[corner] = (int) Math.round(WIDTH / 2.0 + (patch[1] + (second ? patch[3] : 0)) * scale);
            ys[corner] = (int) Math.round(HEIGHT / 2.0 + (patch[2] - (second ? patch[4] : 0)) * scale);
        }
        painter.fillPolygon(xs, ys, 4);
    }
}
