package dev.roadrig.scenarios.render;

import dev.roadrig.scenarios.render.Canvas.Corner;
import dev.roadrig.scenarios.render.Canvas.Glow;
import java.awt.Color;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Paints a tunnel: its portal under a wooded hill, and the tube slice by slice with its lamps. */
final class TunnelPainter {
    /** Half width and height of the tube, metres. */
    private static final double WALL = 5.3;

    private static final double ROOF = 5.1;
    private static final double LAMP_SPACING = 12;

    private final Sprites sprites;

    TunnelPainter(Sprites sprites) {
        this.sprites = sprites;
    }

    /** A stretch of the tube, metres along the road. */
    record Slice(double from, double to) {}

    /** The slices ahead of the camera, finer when near. */
    static List<Slice> slices(View view) {
        double here = view.pose().s();
        double to = Math.min(view.world().tunnel().end(), here + 330);
        List<Slice> slices = new ArrayList<>();
        double s = Math.max(view.world().tunnel().start(), here + 1);
        while (s < to) {
            double step = Math.min(to - s, s - here < 14 ? .75 : s - here < 60 ? 2 : 4);
            slices.add(new Slice(s, s + step));
            s += step;
        }
        return slices;
    }

    void tube(Canvas canvas, Slice slice) {
        View view = canvas.view();
        double middle = (slice.from + slice.to) / 2;
        View.Place at = new View.Place(middle, Math.max(1, view.depth(middle, 0)), 0);
        boolean joint = Math.floor(slice.from / 6) != Math.floor(slice.to / 6);
        for (int side = -1; side <= 1; side += 2) {
            double d = side * WALL;
            double bend = side * 4.4;
            int level = (int)
                    (14 * Noise.at(slice.from / 1.3, side * 5, view.world().seed()));
            int streak = level * 0x010101;
            strip(canvas, slice, at, Rgb.dim(0x8C8A84, joint ? .8 : 1), new double[] {d, -.05, d, 1.15});
            strip(canvas, slice, at, Rgb.dim(0xC9C4B8 - streak, joint ? .86 : 1), new double[] {d, 1.15, d, 3.4});
            strip(canvas, slice, at, Rgb.dim(0xA8A49A - streak, joint ? .86 : 1), new double[] {d, 3.4, bend, ROOF - .3
            });
            strip(canvas, slice, at, Rgb.dim(0x77746E, joint ? .85 : 1), new double[] {bend, ROOF - .3, 0, ROOF});
        }
        double lamp = Math.floor(slice.to / LAMP_SPACING) * LAMP_SPACING;
        if (lamp >= slice.from && lamp < slice.to) {
            lamp(canvas, lamp, -1);
            lamp(canvas, lamp, 1);
        }
    }

    /** edges: d and height of the lower edge, then of the upper. */
    private static void strip(Canvas canvas, Slice slice, View.Place at, int paint, double[] edges) {
        double from = slice.from - .05;
        List<Corner> corners = List.of(
                new Corner(from, edges[0], edges[1]),
                new Corner(slice.to, edges[0], edges[1]),
                new Corner(slice.to, edges[2], edges[3]),
                new Corner(from, edges[2], edges[3]));
        canvas.fill(corners, paint, at);
    }

    private static void lamp(Canvas canvas, double s, int side) {
        canvas.outline(List.of(
                        new Corner(s, side * 2.3, ROOF - .25),
                        new Corner(s, side * 3.0, ROOF - .3),
                        new Corner(s + 1.6, side * 3.0, ROOF - .3),
                        new Corner(s + 1.6, side * 2.3, ROOF - .25)))
                .ifPresent(lamp -> {
                    canvas.fill(lamp, new Color(255, 236, 190));
                    canvas.view()
                            .spot(s, side * 2.6, ROOF - .3)
                            .ifPresent(spot -> canvas.glow(new Glow(
                                    spot.x(), spot.y(), Math.min(70, 500 / spot.depth()), new Rgb(.3, .22, .1), 0)));
                });
    }

    void portal(Canvas canvas) {
        double s = canvas.view().world().tunnel().start();
        View.Place outside = new View.Place(s - 1, canvas.view().depth(s, 0), 0);
        List<Corner> hole = List.of(
                new Corner(s, -WALL, -.8),
                new Corner(s, -WALL, 3.4),
                new Corner(s, -4.4, ROOF - .3),
                new Corner(s, 4.4, ROOF - .3),
                new Corner(s, WALL, 3.4),
                new Corner(s, WALL, -.8));
        canvas.fill(hill(s + 2, canvas.view().world().seed()), hole, 0x4C5C30, outside);
        for (int i = 0; i < 150; i++) {
            shrub(canvas, s, i);
        }
        List<Corner> face =
                List.of(new Corner(s, -9.5, 0), new Corner(s, -8.2, 7), new Corner(s, 8.2, 7), new Corner(s, 9.5, 0));
        canvas.fill(face, hole, 0xA9A59B, outside);
        List<Corner> arch = List.of(
                new Corner(s, -6, 0),
                new Corner(s, -6, 3.7),
                new Corner(s, -4.9, ROOF + .3),
                new Corner(s, 4.9, ROOF + .3),
                new Corner(s, 6, 3.7),
                new Corner(s, 6, 0));
        canvas.fill(arch, hole, 0x8B877E, outside);
        View.Place joints = new View.Place(outside.s(), Math.max(1, outside.depth()), 0);
        for (double height = 1.4; height < 6.8; height += 1.35) {
            joint(canvas, joints, height, -1);
            joint(canvas, joints, height, 1);
        }
    }

    private static List<Corner> hill(double s, int seed) {
        List<Corner> hill = new ArrayList<>();
        for (int i = 0; i < 28; i++) {
            double t = i / 27.0;
            double d = -70 + 140 * t;
            double height = 12.5 * Math.pow(Math.sin(Math.PI * t), .7) * (.86 + .28 * Noise.at(d / 7, 3, seed)) + .4;
            hill.add(new Corner(s, d, height));
        }
        hill.add(new Corner(s, 70, 0));
        hill.add(new Corner(s, -70, 0));
        return hill;
    }

    private void shrub(Canvas canvas, double s, int number) {
        View view = canvas.view();
        int seed = view.world().seed();
        double d = -62 + 124 * Noise.hash(number, 1, seed);
        double top = 11 * Math.pow(Math.sin(Math.PI * (d + 70) / 140), .7);
        double height = top * (1 - .93 * number / 150.0);
        Optional<View.Spot> found = view.spot(s + 2, d, Math.max(0, height - .4));
        if ((Math.abs(d) < 10.5 && height < 8) || found.isEmpty()) {
            return;
        }
        View.Spot spot = found.get();
        double width = (3.2 + 2.5 * Noise.hash(number, 2, seed)) * View.FOCAL / spot.depth();
        int sprite = (int) (Noise.hash(number, 3, seed) * Sprites.TREES);
        Rgb light = view.lightAt(new View.Place(s - 1, spot.depth(), 40), 0);
        BufferedImage tree = sprites.tree(sprite, light, view.haze(s - 1), view.fogShare(spot.depth()));
        canvas.draw(
                tree,
                new AffineTransform(
                        width / tree.getWidth(),
                        0,
                        0,
                        width * 1.2 / tree.getHeight(),
                        spot.x() - width / 2,
                        spot.y() - width * 1.1));
    }

    /** A course of the portal's stones on one side. */
    private static void joint(Canvas canvas, View.Place at, double height, int side) {
        double s = canvas.view().world().tunnel().start();
        double inner = height < 3.7 ? 6 : height < ROOF + .3 ? 6 - (height - 3.7) * .65 : 0;
        double outer = 9.5 - height * 1.3 / 7;
        List<Corner> corners = List.of(
                new Corner(s, side * inner, height),
                new Corner(s, side * outer, height),
                new Corner(s, side * outer, height + .06),
                new Corner(s, side * inner, height + .06));
        canvas.fill(corners, 0x938F86, at);
    }
}
