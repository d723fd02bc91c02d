package dev.roadrig.scenarios.render;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Trees, grown once from numbers and tinted for light and haze. */
final class Sprites {
    static final int TREES = 8;
    private static final int WIDTH = 96;
    private static final int HEIGHT = 128;
    private static final int LEAVES = 620;
    private static final int KEPT = 600;

    private final List<BufferedImage> trees = new ArrayList<>();
    private final Map<Long, BufferedImage> tinted = new HashMap<>();

    Sprites() {
        for (int i = 0; i < TREES; i++) {
            trees.add(grow(new Random(900 + i), i % 4 == 3));
        }
    }

    private static BufferedImage grow(Random random, boolean conifer) {
        BufferedImage tree = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = tree.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(new Color(70, 56, 44));
        graphics.fill(
                Pen.at(44, HEIGHT).line(46, 60).line(50, 60).line(53, HEIGHT).open());
        double hue = random.nextDouble() * 18;
        for (int i = 0; i < LEAVES; i++) {
            leaf(graphics, i / (double) LEAVES, hue, conifer, random);
        }
        graphics.dispose();
        return tree;
    }

    /** depth: 0 for the first, 1 for the last leaf, which is in front and gets more light. */
    private static void leaf(Graphics2D graphics, double depth, double hue, boolean conifer, Random random) {
        double x;
        double y;
        if (conifer) {
            double down = Math.sqrt(random.nextDouble());
            y = 4 + down * 108;
            x = WIDTH / 2.0 + random.nextGaussian() * (2 + down * 15);
        } else {
            double lobe = random.nextInt(5) * 1.2566;
            double radius = 21 * Math.sqrt(random.nextDouble());
            double angle = random.nextDouble() * 2 * Math.PI;
            x = WIDTH / 2.0 + Math.cos(lobe) * 20 + Math.cos(angle) * radius;
            y = 46 + Math.sin(lobe) * 23 + Math.sin(angle) * radius;
        }
        double facing = (WIDTH / 2.0 - x) / WIDTH - (y - 50) / HEIGHT;
        double lit = Rgb.clamp(.45 + .5 * depth + .25 * facing + .12 * random.nextGaussian(), .3, 1.15);
        graphics.setColor(new Color(level((66 + hue) * lit), level((100 + hue * .4) * lit), level(44 * lit), 225));
        double size = 1.6 + random.nextDouble() * 3.4;
        graphics.fill(new Ellipse2D.Double(x - size, y - size * .7, 2 * size, 1.4 * size));
    }

    private static int level(double value) {
        return (int) Rgb.clamp(value, 0, 255);
    }

    /** A tree under a light with a share of haze; both are taken in coarse steps so that pictures are shared. */
    BufferedImage tree(int index, Rgb light, Rgb haze, double share) {
        long key = index;
        for (double part :
                new double[] {light.red(), light.green(), light.blue(), haze.red(), haze.green(), haze.blue(), share}) {
            key = key * 53 + Math.round(Math.min(part, 1.9) * 24);
        }
        BufferedImage known = tinted.get(key);
        if (known != null) {
            return known;
        }
        if (tinted.size() > KEPT) {
            tinted.clear();
        }
        BufferedImage tree = tint(trees.get(index), light, haze, share);
        tinted.put(key, tree);
        return tree;
    }

    private static BufferedImage tint(BufferedImage tree, Rgb light, Rgb haze, double share) {
        BufferedImage out = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int pixel = tree.getRGB(x, y);
                int seen = Rgb.of(pixel).under(light).mix(haze, share).toned();
                out.setRGB(x, y, (pixel & 0xff000000) | seen);
            }
        }
        return out;
    }
}
