package dev.roadrig.scenarios.render;

import dev.roadrig.scenarios.render.Canvas.Glow;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;

/** Paints another car, from behind or from the front. Shapes are in metres from its foot, y down. */
final class CarPainter {
    private static final Shape SHADOW = new Ellipse2D.Double(-1.05, -.14, 2.1, .28);
    private static final Shape LEFT_WHEEL = new RoundRectangle2D.Double(-.84, -.62, .26, .62, .1, .1);
    private static final Shape RIGHT_WHEEL = new RoundRectangle2D.Double(.58, -.62, .26, .62, .1, .1);
    private static final Shape CABIN = Pen.at(-.78, -.86)
            .curve(-.7, -1.2, -.6, -1.43, -.5, -1.45)
            .line(.5, -1.45)
            .curve(.6, -1.43, .7, -1.2, .78, -.86)
            .closed();
    private static final Shape BODY = new RoundRectangle2D.Double(-.9, -.98, 1.8, .72, .26, .3);
    private static final Shape BUMPER = new RoundRectangle2D.Double(-.9, -.5, 1.8, .27, .16, .2);
    private static final Shape SILL = new Rectangle2D.Double(-.7, -.29, 1.4, .1);
    private static final Shape GLASS = Pen.at(-.63, -.93)
            .curve(-.58, -1.15, -.5, -1.35, -.44, -1.38)
            .line(.44, -1.38)
            .curve(.5, -1.35, .58, -1.15, .63, -.93)
            .closed();
    private static final Shape SHINE = Pen.at(-.52, -1.08)
            .line(-.42, -1.36)
            .line(.1, -1.36)
            .line(-.2, -1.02)
            .closed();
    private static final Shape PLATE = new Rectangle2D.Double(-.26, -.62, .52, .12);
    private static final Shape THIRD_LAMP = new Rectangle2D.Double(-.2, -1.43, .4, .05);

    private final Canvas canvas;
    private final World.Car car;
    private final View.Place at;
    private final AffineTransform placed;

    private CarPainter(Canvas canvas, World.Car car) {
        View view = canvas.view();
        this.canvas = canvas;
        this.car = car;
        this.at = view.place(car.s(), car.d());
        double scale = View.FOCAL / at.depth();
        this.placed =
                new AffineTransform(scale, 0, 0, scale, view.column(at.side(), at.depth()), view.row(0, at.depth()));
    }

    static void paint(Canvas canvas, World.Car car) {
        CarPainter painter = new CarPainter(canvas, car);
        double x = painter.placed.getTranslateX();
        if (x < -200 || x > View.WIDTH + 200) {
            return;
        }
        int lane = (int) (car.d() * 16 + 800);
        canvas.owner(0x10000 + lane * 64 + (car.oncoming() ? 1 : 2));
        painter.body();
        painter.lamp(-1);
        painter.lamp(1);
        canvas.owner(0);
        if (car.braking() && !car.oncoming()) {
            canvas.fill(painter.placed.createTransformedShape(THIRD_LAMP), new Color(255, 60, 50));
        }
    }

    private void body() {
        canvas.fill(placed.createTransformedShape(SHADOW), new Color(0, 0, 0, 110));
        part(LEFT_WHEEL, 0x141416);
        part(RIGHT_WHEEL, 0x141416);
        part(CABIN, car.paint());
        part(BODY, Rgb.dim(car.paint(), .93));
        part(BUMPER, Rgb.dim(car.paint(), .66));
        part(SILL, 0x1C1C20);
        part(GLASS, 0x2B343C);
        part(SHINE, 0x4A5862);
        part(PLATE, 0xE4E2D6);
    }

    private void part(Shape shape, int paint) {
        canvas.fill(placed.createTransformedShape(shape), paint, at, 0);
    }

    private void lamp(int side) {
        Shape lamp = placed.createTransformedShape(new RoundRectangle2D.Double(side * .7 - .17, -.87, .34, .2, .1, .1));
        boolean dark = canvas.view().world().inTunnel(car.s());
        double headlight = canvas.view().light().headlight();
        if (car.oncoming()) {
            canvas.fill(lamp, 0xDCE2E6, at, 0);
            if (headlight > .1 || dark) {
                canvas.fill(lamp, new Color(255, 252, 240));
                glow(side, Math.min(150, 9 + 1.5 * placed.getScaleX()), new Rgb(.9, .86, .74));
            }
            return;
        }
        canvas.fill(lamp, 0x8E1218, at, 0);
        if (headlight > .3 || dark || car.braking()) {
            canvas.fill(lamp, car.braking() ? new Color(255, 50, 40) : new Color(205, 26, 26));
            glow(side, Math.min(60, 4 + .8 * placed.getScaleX()), new Rgb(car.braking() ? .6 : .34, .04, .03));
        }
    }

    private void glow(int side, double radius, Rgb colour) {
        double scale = placed.getScaleX();
        double x = placed.getTranslateX() + side * .7 * scale;
        double y = placed.getTranslateY() - .77 * scale;
        canvas.glow(new Glow(x, y, radius, colour, canvas.owner()));
    }
}
