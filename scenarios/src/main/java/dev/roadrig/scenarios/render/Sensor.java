package dev.roadrig.scenarios.render;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.Random;

/** What lies between the light and the file: vignette, noise, and rain on its way. */
final class Sensor {
    private static final int DROPS = 260;

    private final double grain;

    /** grain scales the noise that the light calls for. */
    Sensor(double grain) {
        this.grain = grain;
    }

    /** A picture of the light that fell: red, green and blue a pixel, 0 to 255 and beyond. */
    BufferedImage develop(float[] light, View view, Random random) {
        BufferedImage picture = new BufferedImage(View.WIDTH, View.HEIGHT, BufferedImage.TYPE_INT_RGB);
        int[] pixels = ((DataBufferInt) picture.getRaster().getDataBuffer()).getData();
        double noise = view.light().noise() * 255 * grain * (view.insideTunnel() ? 1.4 : 1);
        for (int y = 0; y < View.HEIGHT; y++) {
            for (int x = 0; x < View.WIDTH; x++) {
                double dx = (x - View.WIDTH / 2.0) / View.WIDTH;
                double dy = (y - View.HEIGHT / 2.0) / View.WIDTH;
                double vignette = 1 - .5 * (dx * dx + dy * dy);
                int i = y * View.WIDTH + x;
                double common = random.nextGaussian() * noise * .75;
                int packed = 0;
                for (int k = 0; k < 3; k++) {
                    double level = light[3 * i + k] * vignette;
                    double own = common + (random.nextFloat() - .5) * noise * 1.6;
                    packed = (packed << 8) | level(level + own * (.45 + .55 * Math.sqrt(level / 255)) + .5);
                }
                pixels[i] = packed;
            }
        }
        rain(picture, view, random);
        return picture;
    }

    /** Draws from random what {@link #develop} would draw. */
    void skip(View view, Random random) {
        for (int i = 0; i < View.WIDTH * View.HEIGHT; i++) {
            random.nextGaussian();
            random.nextFloat();
            random.nextFloat();
            random.nextFloat();
        }
        rain(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB), view, random);
    }

    private static int level(double value) {
        return (int) Rgb.clamp(value, 0, 255);
    }

    private static void rain(BufferedImage picture, View view, Random random) {
        double amount = view.insideTunnel() ? 0 : view.light().rain();
        if (amount <= .05) {
            return;
        }
        Graphics2D graphics = picture.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        Rgb sky = view.light().skyLow();
        float red = (float) Math.min(1, sky.red() + .15);
        float green = (float) Math.min(1, sky.green() + .15);
        float blue = (float) Math.min(1, sky.blue() + .15);
        for (int i = 0; i < DROPS * amount; i++) {
            double x = random.nextDouble() * View.WIDTH;
            double y = random.nextDouble() * View.HEIGHT;
            double length = 5 + random.nextDouble() * 15;
            double lean = (x - View.WIDTH / 2.0) / View.WIDTH * .7;
            graphics.setColor(new Color(red, green, blue, .08f + .16f * random.nextFloat()));
            graphics.setStroke(new BasicStroke(.6f + random.nextFloat() * .7f));
            graphics.draw(new Line2D.Double(x, y, x + lean * length, y + length));
        }
        graphics.dispose();
    }
}
