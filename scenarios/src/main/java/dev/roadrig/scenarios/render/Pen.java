package dev.roadrig.scenarios.render;

import java.awt.Shape;
import java.awt.geom.Path2D;

/** Draws an outline stroke by stroke. */
final class Pen {
    private final Path2D.Double path = new Path2D.Double();

    private Pen() {}

    static Pen at(double x, double y) {
        return new Pen().move(x, y);
    }

    /** A pen that has not touched the paper. */
    static Pen lifted() {
        return new Pen();
    }

    Pen move(double x, double y) {
        path.moveTo(x, y);
        return this;
    }

    Pen line(double x, double y) {
        path.lineTo(x, y);
        return this;
    }

    Pen quad(double x1, double y1, double x2, double y2) {
        path.quadTo(x1, y1, x2, y2);
        return this;
    }

    Pen curve(double x1, double y1, double x2, double y2, double x3, double y3) {
        path.curveTo(x1, y1, x2, y2, x3, y3);
        return this;
    }

    Pen add(Shape shape) {
        path.append(shape, false);
        return this;
    }

    Path2D open() {
        return path;
    }

    Path2D closed() {
        path.closePath();
        return path;
    }
}
