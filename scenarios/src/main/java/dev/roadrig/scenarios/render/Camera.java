package dev.roadrig.scenarios.render;

import dev.roadrig.scenarios.render.Canvas.Glow;
import dev.roadrig.scenarios.render.PlatePainter.Seen;
import dev.roadrig.scenarios.render.ScenePainter.Moment;
import dev.roadrig.scenarios.render.ScenePainter.Sight;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleFunction;

/** Turns sharp pictures into what a dash camera records: motion blur and the glow of lamps here, the rest in its sensor. */
final class Camera {
    private final ScenePainter scene;
    private final Sensor sensor;
    /** What fell on the sensor so far: red, green and blue a pixel, 0 to 255 and beyond. */
    private final float[] sum = new float[View.WIDTH * View.HEIGHT * 3];

    /** grain scales the sensor noise that the light calls for. */
    Camera(Sprites sprites, double grain) {
        scene = new ScenePainter(sprites);
        sensor = new Sensor(grain);
    }

    /** A picture and the signs in it at the middle of its exposure. */
    record Shot(BufferedImage image, List<Seen> signs) {}

    /**
     * One exposure.
     *
     * @param at the moments of the exposure: 0 opens it, 1 closes it
     * @param parts how many moments are averaged
     */
    record Exposure(DoubleFunction<Moment> at, int parts) {
        Moment middle() {
            return at.apply(.5);
        }

        Moment part(int index) {
            return at.apply(parts == 1 ? .5 : index / (double) (parts - 1));
        }
    }

    /** Averages the parts of an exposure; the boxes are those of its middle part. */
    Shot shoot(Exposure exposure, Random random) {
        Arrays.fill(sum, 0);
        List<Seen> signs = List.of();
        List<Glow> glows = List.of();
        for (int i = 0; i < exposure.parts; i++) {
            Sight sight = scene.paint(exposure.part(i));
            if (i == exposure.parts / 2) {
                signs = sight.signs();
            }
            glows = sight.glows();
            add(1f / exposure.parts);
        }
        glows.forEach(this::glow);
        return new Shot(sensor.develop(sum, exposure.middle().view(), random), signs);
    }

    /** The signs that {@link #shoot} would see, without the picture: the same boxes in a fraction of the time. */
    List<Seen> aim(Exposure exposure) {
        return scene.things(exposure.part(exposure.parts / 2)).signs();
    }

    /** Does of {@link #shoot} only what later pictures depend on: tinted trees, and the draws from random. */
    void skip(Exposure exposure, Random random) {
        for (int i = 0; i < exposure.parts; i++) {
            scene.skip(exposure.part(i));
        }
        sensor.skip(exposure.middle().view(), random);
    }

    private void add(float share) {
        int[] pixels = scene.pixels();
        for (int i = 0; i < pixels.length; i++) {
            sum[3 * i] += Rgb.red(pixels[i]) * share;
            sum[3 * i + 1] += Rgb.green(pixels[i]) * share;
            sum[3 * i + 2] += Rgb.blue(pixels[i]) * share;
        }
    }

    private void glow(Glow glow) {
        int left = (int) Math.max(0, glow.x() - glow.radius());
        int right = (int) Math.min(View.WIDTH - 1, glow.x() + glow.radius());
        int top = (int) Math.max(0, glow.y() - glow.radius());
        int bottom = (int) Math.min(View.HEIGHT - 1, glow.y() + glow.radius());
        for (int y = top; y <= bottom; y++) {
            for (int x = left; x <= right; x++) {
                double far = Math.hypot(x + .5 - glow.x(), y + .5 - glow.y()) / glow.radius();
                if (far < 1) {
                    double light = 255 * Math.pow(1 - far, 3) * .9;
                    int i = (y * View.WIDTH + x) * 3;
                    sum[i] += (float) (light * glow.colour().red());
                    sum[i + 1] += (float) (light * glow.colour().green());
                    sum[i + 2] += (float) (light * glow.colour().blue());
                }
            }
        }
    }
}
