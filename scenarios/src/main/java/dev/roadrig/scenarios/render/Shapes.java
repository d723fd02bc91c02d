package dev.roadrig.scenarios.render;

import java.awt.BasicStroke;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;

/** The forms that signs are made of, in a square -1..1 with y down. */
final class Shapes {
    private static final double CORNER = .14;

    private Shapes() {}

    /** The closed outline through points, x and y in turn. */
    static Path2D polygon(double... xy) {
        Pen pen = Pen.at(xy[0], xy[1]);
        for (int i = 2; i < xy.length; i += 2) {
            pen.line(xy[i], xy[i + 1]);
        }
        return pen.closed();
    }

    static Shape disc(double radius) {
        return circle(0, 0, radius);
    }

    static Shape circle(double x, double y, double radius) {
        return new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
    }

    static Shape octagon(double radius) {
        double corner = radius / Math.cos(Math.PI / 8);
        double[] xy = new double[16];
        for (int i = 0; i < 8; i++) {
            double angle = Math.PI / 8 + i * Math.PI / 4;
            xy[2 * i] = corner * Math.cos(angle);
            xy[2 * i + 1] = corner * Math.sin(angle);
        }
        return polygon(xy);
    }

    /** Equilateral, point up, rounded corners; fits x -1..1, y -0.88..0.88 at scale 1. A smaller one shares the centroid. */
    static Shape triangle(double scale) {
        AffineTransform shrink = AffineTransform.getScaleInstance(1 - CORNER, 1 - CORNER);
        Shape core = shrink.createTransformedShape(polygon(0, -1.13, .98, .57, -.98, .57));
        Area rounded = new Area(core);
        rounded.add(new Area(line(2 * CORNER * .6).createStrokedShape(core)));
        AffineTransform at = AffineTransform.getTranslateInstance(0, .28);
        at.scale(scale, scale);
        return at.createTransformedShape(rounded);
    }

    /** An arrow from one point to another. */
    static Shape arrow(double x1, double y1, double x2, double y2) {
        double length = Math.hypot(x2 - x1, y2 - y1);
        double neck = length - .42;
        Path2D flat = polygon(0, -.1, neck, -.1, neck, -.34, length, 0, neck, .34, neck, .1, 0, .1);
        AffineTransform at = AffineTransform.getTranslateInstance(x1, y1);
        at.rotate(Math.atan2(y2 - y1, x2 - x1));
        return at.createTransformedShape(flat);
    }

    static Shape upsideDown(Shape shape) {
        return AffineTransform.getScaleInstance(1, -1).createTransformedShape(shape);
    }

    static Shape mirrored(Shape shape) {
        return AffineTransform.getScaleInstance(-1, 1).createTransformedShape(shape);
    }

    static Shape rotated(Shape shape, double radians) {
        return AffineTransform.getRotateInstance(radians).createTransformedShape(shape);
    }

    /** A round pen of some width. */
    static BasicStroke line(double width) {
        return new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    }
}
