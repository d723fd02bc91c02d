package dev.roadrig.scenarios.render;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.Optional;

/** Paints a sign on its pole as one view sees it, and says where it is in the picture. */
final class PlatePainter {
    private static final int POLE = 0x8F9496;
    /** Metres: a plate farther away has no label. */
    private static final double FARTHEST = 150;

    private PlatePainter() {}

    /**
     * Where a sign is in the picture.
     *
     * @param sign which
     * @param x1 left edge of its outline, pixels
     * @param y1 upper edge
     * @param x2 right edge
     * @param y2 lower edge
     * @param distance metres
     * @param visible share of its outline that nothing nearer hides
     */
    record Seen(World.Sign sign, double x1, double y1, double x2, double y2, double distance, double visible) {
        double width() {
            return x2 - x1;
        }

        double height() {
            return y2 - y1;
        }
    }

    static void paint(Canvas canvas, World.Sign sign) {
        View view = canvas.view();
        Optional<AffineTransform> found = plate(view, sign);
        if (found.isEmpty()) {
            return;
        }
        View.Place at = view.place(sign.s(), sign.d());
        double scale = View.FOCAL / at.depth();
        if (sign.pole()) {
            double top = sign.height() + sign.radius() * .8;
            double x = view.column(at.side(), at.depth()) - .04 * scale;
            canvas.fill(new Rectangle2D.Double(x, view.row(top, at.depth()), .08 * scale, top * scale), POLE, at, 0);
        }
        double tone = sign.tone() * Math.max(.72, Math.cos(sign.yaw()));
        Graphics2D brush = canvas.brush();
        brush.transform(found.get());
        SignPainter.paint(brush, sign.type(), paint -> new Color(view.shade(worn(paint, tone, sign.dirt()), at, .55)));
        brush.dispose();
        canvas.mark(found.get().createTransformedShape(outline(sign.type())), sign.track() + 1);
    }

    /** Where a sign is; empty when it is too near, too far or not wholly in the picture. */
    static Optional<Seen> locate(Canvas canvas, World.Sign sign) {
        View view = canvas.view();
        double depth = view.depth(sign.s(), sign.d());
        if (depth < 2.5 || depth > FARTHEST) {
            return Optional.empty();
        }
        return plate(view, sign)
                .map(plate -> plate.createTransformedShape(outline(sign.type())))
                .filter(PlatePainter::isInPicture)
                .map(outline -> {
                    Rectangle2D box = outline.getBounds2D();
                    double visible = visible(canvas, outline, sign.track() + 1);
                    return new Seen(sign, box.getMinX(), box.getMinY(), box.getMaxX(), box.getMaxY(), depth, visible);
                });
    }

    private static boolean isInPicture(Shape outline) {
        Rectangle2D box = outline.getBounds2D();
        return box.getMinX() >= 0 && box.getMinY() >= 0 && box.getMaxX() <= View.WIDTH && box.getMaxY() <= View.HEIGHT;
    }

    private static double visible(Canvas canvas, Shape outline, int owner) {
        Rectangle2D box = outline.getBounds2D();
        int all = 0;
        int clear = 0;
        for (int y = (int) box.getMinY(); y < box.getMaxY(); y++) {
            for (int x = (int) box.getMinX(); x < box.getMaxX(); x++) {
                if (outline.contains(x + .5, y + .5)) {
                    all++;
                    int column = Math.min(x, View.WIDTH - 1);
                    int row = Math.min(y, View.HEIGHT - 1);
                    clear += canvas.ownerAt(column, row) == owner ? 1 : 0;
                }
            }
        }
        return all == 0 ? 0 : Math.min(1, clear / (double) all);
    }

    /** The plate's own square -1..1 (y down) to the picture; empty when too near. */
    private static Optional<AffineTransform> plate(View view, World.Sign sign) {
        double r = sign.radius();
        double cosYaw = Math.cos(sign.yaw());
        double sinYaw = Math.sin(sign.yaw());
        double cosRoll = Math.cos(sign.roll());
        double sinRoll = Math.sin(sign.roll());
        Optional<View.Spot> centre = view.spot(sign.s(), sign.d(), sign.height());
        Optional<View.Spot> right = view.spot(
                sign.s() + r * sinYaw * cosRoll, sign.d() + r * cosYaw * cosRoll, sign.height() - r * sinRoll);
        Optional<View.Spot> low = view.spot(
                sign.s() - r * sinYaw * sinRoll, sign.d() - r * cosYaw * sinRoll, sign.height() - r * cosRoll);
        if (centre.isEmpty() || right.isEmpty() || low.isEmpty()) {
            return Optional.empty();
        }
        View.Spot c = centre.get();
        return Optional.of(new AffineTransform(
                right.get().x() - c.x(),
                right.get().y() - c.y(),
                low.get().x() - c.x(),
                low.get().y() - c.y(),
                c.x(),
                c.y()));
    }

    private static Shape outline(SignType type) {
        return switch (type.outline()) {
            case DISC -> Shapes.disc(1);
            case DIAMOND -> Shapes.polygon(0, -.97, .97, 0, 0, .97, -.97, 0);
            case TRIANGLE -> Shapes.polygon(0, -.88, 1, .88, -1, .88);
            case TRIANGLE_DOWN -> Shapes.polygon(-1, -.88, 1, -.88, 0, .88);
        };
    }

    /** Sun-bleached and dusty paint. */
    private static int worn(int paint, double tone, double dirt) {
        int grey = (Rgb.red(paint) + Rgb.green(paint) + Rgb.blue(paint)) / 3;
        return Rgb.pack(
                worn(Rgb.lerp(Rgb.red(paint), grey, dirt * .35), 128, tone, dirt),
                worn(Rgb.lerp(Rgb.green(paint), grey, dirt * .35), 120, tone, dirt),
                worn(Rgb.lerp(Rgb.blue(paint), grey, dirt * .35), 105, tone, dirt));
    }

    private static int worn(double bleached, int dust, double tone, double dirt) {
        return (int) Rgb.clamp(Rgb.lerp(bleached, dust, dirt * .45) * tone, 0, 255);
    }
}
