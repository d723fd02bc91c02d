package dev.roadrig.scenarios.render;

import java.awt.BasicStroke;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Arc2D;
import java.awt.geom.Path2D;

/** Digits and the letters of STOP as strokes of even width, so that no installed font changes the picture. */
final class Glyphs {
    /** A glyph's box: x 0..0.56, y 0 (top)..1. */
    private static final double WIDTH = 0.56;

    private Glyphs() {}

    /**
     * A line of text about the middle of the plate.
     *
     * @param centre x of its middle
     * @param height of a glyph
     * @param stretch of a glyph's width, 1 for the normal
     * @param weight width of the stroke as a share of the height
     */
    static Shape text(String text, double centre, double height, double stretch, double weight) {
        double width = WIDTH * stretch * height;
        double gap = 0.19 * height;
        double x = centre - (text.length() * width + (text.length() - 1) * gap) / 2;
        Path2D out = new Path2D.Double();
        BasicStroke pen = new BasicStroke((float) (weight * height), BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
        for (int i = 0; i < text.length(); i++) {
            AffineTransform at = new AffineTransform(width / WIDTH, 0, 0, height, x, 0 - height / 2);
            out.append(pen.createStrokedShape(at.createTransformedShape(glyph(text.charAt(i)))), false);
            x += width + gap;
        }
        return out;
    }

    private static Path2D glyph(char glyph) {
        return switch (glyph) {
            case '0', 'O' -> zero();
            case '1' -> Pen.at(.06, .24).line(.36, 0).line(.36, 1.06).open();
            case '2' -> two();
            case '3' -> three();
            case '4' ->
                Pen.at(.42, 1.06)
                        .line(.42, 0)
                        .line(0, .72)
                        .line(WIDTH + .08, .72)
                        .open();
            case '5' -> five();
            case '6' -> six();
            case '7' -> Pen.at(0, 0).line(WIDTH - .01, 0).line(.16, 1.06).open();
            case '8' -> eight();
            case 'S' -> letterS();
            case 'T' ->
                Pen.at(-.04, 0)
                        .line(WIDTH + .04, 0)
                        .move(WIDTH / 2, 0)
                        .line(WIDTH / 2, 1.06)
                        .open();
            case 'P' -> letterP();
            default -> throw new IllegalArgumentException("no sign has a '" + glyph + "'");
        };
    }

    private static Path2D zero() {
        return Pen.at(0, .3)
                .curve(0, -.1, WIDTH, -.1, WIDTH, .3)
                .line(WIDTH, .7)
                .curve(WIDTH, 1.1, 0, 1.1, 0, .7)
                .closed();
    }

    private static Path2D two() {
        return Pen.at(.02, .27)
                .curve(.06, -.1, WIDTH, -.1, WIDTH - .01, .3)
                .curve(WIDTH - .03, .55, .12, .7, .02, 1)
                .line(WIDTH + .02, 1)
                .open();
    }

    private static Path2D three() {
        return Pen.at(.02, .22)
                .curve(.1, -.1, WIDTH, -.08, WIDTH - .04, .24)
                .curve(WIDTH - .06, .44, .35, .46, .2, .46)
                .move(.2, .46)
                .curve(.4, .46, WIDTH, .48, WIDTH, .72)
                .curve(WIDTH, 1.1, .06, 1.1, 0, .76)
                .open();
    }

    private static Path2D five() {
        return Pen.at(WIDTH - .02, 0)
                .line(.08, 0)
                .line(.04, .47)
                .curve(.2, .32, WIDTH, .32, WIDTH, .68)
                .curve(WIDTH, 1.1, .06, 1.1, 0, .78)
                .open();
    }

    private static Path2D six() {
        return Pen.at(.4, -.04)
                .curve(.18, .2, 0, .45, 0, .7)
                .add(new Arc2D.Double(0, .42, WIDTH, .58, 180, 359.9, Arc2D.OPEN))
                .open();
    }

    private static Path2D eight() {
        return Pen.lifted()
                .add(new Arc2D.Double(.04, 0, WIDTH - .08, .45, 0, 360, Arc2D.CHORD))
                .add(new Arc2D.Double(0, .45, WIDTH, .55, 0, 360, Arc2D.CHORD))
                .open();
    }

    private static Path2D letterS() {
        return Pen.at(WIDTH, .2)
                .curve(WIDTH - .05, -.08, 0, -.08, 0, .24)
                .curve(0, .54, WIDTH, .44, WIDTH, .74)
                .curve(WIDTH, 1.08, .04, 1.08, 0, .8)
                .open();
    }

    private static Path2D letterP() {
        return Pen.at(.02, 1.06)
                .line(.02, 0)
                .line(.3, 0)
                .curve(WIDTH + .09, 0, WIDTH + .09, .54, .3, .54)
                .line(.02, .54)
                .open();
    }
}
