package dev.roadrig.scenarios.render;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.util.function.IntFunction;

/**
 * A brush for a sign's face.
 *
 * @param graphics whose square -1..1 is the plate
 * @param seen maps a paint of the sign, 0xRRGGBB, to what the camera sees of it (light, distance, dirt)
 */
record Ink(Graphics2D graphics, IntFunction<Color> seen) {
    static final int RED = 0xB4141E;
    static final int WHITE = 0xF2F2EE;
    static final int BLUE = 0x11509E;
    static final int BLACK = 0x16161A;
    static final int YELLOW = 0xF2B50C;
    static final int GREY = 0x8A8D90;
    static final int GREEN = 0x1C8A4C;
    static final int LAMP_RED = 0xD01010;

    void fill(int paint, Shape shape) {
        graphics.setColor(seen.apply(paint));
        graphics.fill(shape);
    }

    /** Draws a line with round ends. */
    void stroke(int paint, Shape line, double width) {
        fill(paint, Shapes.line(width).createStrokedShape(line));
    }
}
