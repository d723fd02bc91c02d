package dev.roadrig.scenarios.render;

import static dev.roadrig.scenarios.render.Ink.BLACK;
import static dev.roadrig.scenarios.render.Shapes.circle;
import static dev.roadrig.scenarios.render.Shapes.polygon;

import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;

/** Draws what stands in a warning triangle. */
final class WarningPainter {
    private static final int[] LAMPS = {Ink.LAMP_RED, Ink.YELLOW, Ink.GREEN};

    private final Ink ink;

    WarningPainter(Ink ink) {
        this.ink = ink;
    }

    void paint(SignType type) {
        switch (type) {
            case CAUTION -> caution();
            case CROSSING_PRIORITY -> crossing();
            case CURVE_LEFT -> curve(1);
            case CURVE_RIGHT -> curve(-1);
            case TRAFFIC_LIGHTS -> trafficLights();
            case PEDESTRIANS -> pedestrians();
            case CHILDREN -> children();
            case ROAD_WORK -> digger();
            default -> throw new IllegalArgumentException(type + " is no warning");
        }
    }

    private void caution() {
        ink.fill(BLACK, polygon(-.12, -.28, .12, -.28, .07, .28, -.07, .28));
        ink.fill(BLACK, circle(0, .44, .1));
    }

    private void crossing() {
        ink.fill(BLACK, polygon(0, -.42, .17, -.16, .09, -.16, .09, .54, -.09, .54, -.09, -.16, -.17, -.16));
        ink.fill(BLACK, new Rectangle2D.Double(-.32, .12, .64, .13));
    }

    private void curve(int side) {
        ink.stroke(
                BLACK,
                Pen.at(.14 * side, .56)
                        .curve(.16 * side, .2, .16 * side, .02, -.08 * side, -.14)
                        .open(),
                .15);
        ink.fill(BLACK, polygon(-.3 * side, -.3, .06 * side, -.28, -.14 * side, .02));
    }

    private void trafficLights() {
        ink.fill(BLACK, new RoundRectangle2D.Double(-.16, -.34, .32, .9, .12, .12));
        for (int i = 0; i < LAMPS.length; i++) {
            ink.fill(LAMPS[i], circle(0, -.18 + i * .29, .11));
        }
    }

    private void pedestrians() {
        walker(0, .02, .78);
        for (int i = 0; i < 4; i++) {
            ink.fill(BLACK, new Rectangle2D.Double(-.42 + i * .24, .52, .13, .1));
        }
    }

    private void children() {
        walker(-.17, .12, .62);
        walker(.2, .06, .72);
    }

    /** A person in mid step, about one unit tall before scaling. */
    private void walker(double x, double y, double size) {
        AffineTransform at = new AffineTransform(size, 0, 0, size, x, y);
        ink.fill(BLACK, at.createTransformedShape(circle(.02, -.5, .1)));
        Pen legs = Pen.at(-.26, .58).line(-.02, .1).line(.08, .32).line(.2, .58);
        Pen body = Pen.at(0, -.32).line(-.02, .12);
        Pen arms = Pen.at(-.24, .02).line(-.04, -.28).line(.22, -.02);
        ink.stroke(BLACK, at.createTransformedShape(legs.open()), .13 * size);
        ink.stroke(BLACK, at.createTransformedShape(body.open()), .22 * size);
        ink.stroke(BLACK, at.createTransformedShape(arms.open()), .09 * size);
    }

    private void digger() {
        ink.fill(BLACK, circle(.02, -.24, .085));
        ink.stroke(BLACK, Pen.at(-.02, -.12).quad(-.2, 0, -.16, .2).open(), .17);
        ink.stroke(
                BLACK,
                Pen.at(-.32, .54).line(-.16, .2).line(-.02, .34).line(-.04, .54).open(),
                .1);
        ink.stroke(BLACK, Pen.at(-.16, .02).line(.26, .36).open(), .06);
        ink.stroke(BLACK, Pen.at(-.02, -.08).line(.1, .14).open(), .08);
        ink.fill(BLACK, polygon(.08, .56, .2, .36, .34, .3, .48, .56));
    }
}
