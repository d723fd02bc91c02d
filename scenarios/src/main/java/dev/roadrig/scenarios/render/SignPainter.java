package dev.roadrig.scenarios.render;

import static dev.roadrig.scenarios.render.Ink.BLACK;
import static dev.roadrig.scenarios.render.Ink.BLUE;
import static dev.roadrig.scenarios.render.Ink.GREY;
import static dev.roadrig.scenarios.render.Ink.RED;
import static dev.roadrig.scenarios.render.Ink.WHITE;
import static dev.roadrig.scenarios.render.Ink.YELLOW;
import static dev.roadrig.scenarios.render.Shapes.arrow;
import static dev.roadrig.scenarios.render.Shapes.circle;
import static dev.roadrig.scenarios.render.Shapes.disc;
import static dev.roadrig.scenarios.render.Shapes.octagon;
import static dev.roadrig.scenarios.render.Shapes.polygon;
import static dev.roadrig.scenarios.render.Shapes.rotated;
import static dev.roadrig.scenarios.render.Shapes.triangle;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.function.IntFunction;

/** Draws one sign into the square -1..1 (y down). Only geometry: nothing is copied from a picture. */
final class SignPainter {
    private final Ink ink;

    private SignPainter(Ink ink) {
        this.ink = ink;
    }

    /** seen: maps a paint of the sign to what the camera sees of it. */
    static void paint(Graphics2D graphics, SignType type, IntFunction<Color> seen) {
        new SignPainter(new Ink(graphics, seen)).paint(type);
    }

    private void paint(SignType type) {
        switch (type) {
            case LIMIT_20, LIMIT_30, LIMIT_50, LIMIT_60, LIMIT_70, LIMIT_80, LIMIT_100, LIMIT_120 ->
                limit(type.limit());
            case END_LIMIT_80 -> endLimit();
            case END_ALL -> endAll();
            case NO_OVERTAKING -> noOvertaking();
            case NO_VEHICLES -> redDisc(.74);
            case NO_ENTRY -> noEntry();
            case STOP -> stop();
            case PRIORITY_ROAD -> diamond();
            case YIELD -> giveWay();
            case TURN_RIGHT -> blue(turn());
            case TURN_LEFT -> blue(Shapes.mirrored(turn()));
            case AHEAD_ONLY -> blue(arrow(0, .66, 0, -.68));
            case KEEP_RIGHT -> blue(arrow(-.44, -.44, .5, .5));
            case KEEP_LEFT -> blue(arrow(.44, -.44, -.5, .5));
            default -> warning(type);
        }
    }

    private void limit(int number) {
        redDisc(.78);
        boolean wide = number >= 100;
        ink.fill(
                BLACK,
                wide
                        ? Glyphs.text(Integer.toString(number), -.02, .78, .72, .15)
                        : Glyphs.text(Integer.toString(number), 0, .78, 1, .17));
    }

    private void redDisc(double inner) {
        ink.fill(WHITE, disc(1));
        ink.fill(RED, disc(.97));
        ink.fill(WHITE, disc(inner));
    }

    private void blue(Shape white) {
        ink.fill(WHITE, disc(1));
        ink.fill(BLUE, disc(.95));
        ink.fill(WHITE, white);
    }

    private void endDisc() {
        ink.fill(BLACK, disc(1));
        ink.fill(WHITE, disc(.95));
    }

    private void endLimit() {
        endDisc();
        ink.fill(GREY, Glyphs.text("80", 0, .74, 1, .16));
        ink.fill(BLACK, strikes());
    }

    private void endAll() {
        endDisc();
        ink.fill(BLACK, strikes());
    }

    private static Shape strikes() {
        Area lines = new Area();
        for (int i = -2; i <= 2; i++) {
            Shape flat = new Rectangle2D.Double(-1.2, i * .13 - .035, 2.4, .07);
            lines.add(new Area(rotated(flat, -Math.PI / 4)));
        }
        lines.intersect(new Area(disc(.93)));
        return lines;
    }

    private void noOvertaking() {
        redDisc(.74);
        ink.fill(RED, car(-.32));
        ink.fill(BLACK, car(.32));
    }

    private static Shape car(double x) {
        Area car = new Area(
                polygon(-.26, .2, -.26, -.02, -.19, -.06, -.13, -.25, .13, -.25, .19, -.06, .26, -.02, .26, .2));
        car.add(new Area(new Rectangle2D.Double(-.24, .18, .12, .12)));
        car.add(new Area(new Rectangle2D.Double(.12, .18, .12, .12)));
        car.subtract(new Area(polygon(-.13, -.06, -.09, -.19, .09, -.19, .13, -.06)));
        car.subtract(new Area(circle(-.17, .06, .045)));
        car.subtract(new Area(circle(.17, .06, .045)));
        return new AffineTransform(1.18, 0, 0, 1.18, x, 0).createTransformedShape(car);
    }

    private void noEntry() {
        ink.fill(WHITE, disc(1));
        ink.fill(RED, disc(.95));
        ink.fill(WHITE, new Rectangle2D.Double(-.72, -.19, 1.44, .38));
    }

    private void stop() {
        ink.fill(WHITE, octagon(1));
        ink.fill(RED, octagon(.94));
        ink.fill(WHITE, Glyphs.text("STOP", 0, .56, .66, .17));
    }

    private void diamond() {
        ink.fill(WHITE, rotated(new RoundRectangle2D.Double(-.7, -.7, 1.4, 1.4, .12, .12), Math.PI / 4));
        ink.fill(BLACK, rotated(new RoundRectangle2D.Double(-.49, -.49, .98, .98, .06, .06), Math.PI / 4));
        ink.fill(YELLOW, rotated(new RoundRectangle2D.Double(-.45, -.45, .9, .9, .06, .06), Math.PI / 4));
    }

    private void giveWay() {
        ink.fill(RED, Shapes.upsideDown(triangle(1)));
        ink.fill(WHITE, Shapes.upsideDown(triangle(.62)));
    }

    private static Shape turn() {
        Shape way = Pen.at(-.3, .58)
                .line(-.3, .05)
                .quad(-.3, -.14, -.1, -.14)
                .line(.2, -.14)
                .open();
        Area arrow =
                new Area(new BasicStroke(.24f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND).createStrokedShape(way));
        arrow.add(new Area(polygon(.14, -.5, .62, -.14, .14, .22)));
        return arrow;
    }

    private void warning(SignType type) {
        ink.fill(RED, triangle(1));
        ink.fill(WHITE, triangle(.68));
        new WarningPainter(ink).paint(type);
    }
}
