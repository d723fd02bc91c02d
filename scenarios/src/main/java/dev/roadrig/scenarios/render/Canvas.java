package dev.roadrig.scenarios.render;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A picture in the making, and beside it a mask that says what each pixel belongs to: 0 for scenery, track + 1 for a sign,
 * above 0xffff for a car. Things are painted from far to near.
 */
final class Canvas implements AutoCloseable {
    private final View view;
    private final Graphics2D picture;
    private final Graphics2D mask;
    private final BufferedImage owners;
    private final List<Glow> glows = new ArrayList<>();
    private int owner;

    Canvas(View view, BufferedImage image, BufferedImage owners) {
        this.view = view;
        this.owners = owners;
        picture = image.createGraphics();
        picture.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        picture.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        picture.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        mask = owners.createGraphics();
        mask.setColor(Color.BLACK);
        mask.fillRect(0, 0, View.WIDTH, View.HEIGHT);
    }

    /** A lamp that dazzles the camera a little: where, how far in pixels, its colour, and what it belongs to. */
    record Glow(double x, double y, double radius, Rgb colour, int owner) {}

    /** A corner on or above the road: metres along, to the right and up. */
    record Corner(double s, double d, double height) {}

    View view() {
        return view;
    }

    /** Says to whom the shapes that follow belong. */
    void owner(int owner) {
        this.owner = owner;
    }

    int owner() {
        return owner;
    }

    /** A copy of the brush for a transformed drawing; the caller disposes of it. */
    Graphics2D brush() {
        return (Graphics2D) picture.create();
    }

    /** Fills a shape with a paint as it looks under the light of its place. */
    void fill(Shape shape, int paint, View.Place at, double retro) {
        fill(shape, new Color(view.shade(paint, at, retro)));
        mark(shape, owner);
    }

    /** Fills a shape with a colour that no light changes, and leaves the mask alone. */
    void fill(Shape shape, Color colour) {
        picture.setColor(colour);
        picture.fill(shape);
    }

    void mark(Shape shape, int shapeOwner) {
        mask.setColor(new Color(shapeOwner));
        mask.fill(shape);
    }

    void draw(BufferedImage sprite, AffineTransform at) {
        picture.drawImage(sprite, at, null);
    }

    /** Fills the outline of road places, unless a corner is behind the camera. */
    void fill(List<Corner> corners, int paint, View.Place at) {
        outline(corners).ifPresent(shape -> fill(shape, paint, at, 0));
    }

    /** Fills an outline less a hole in it, unless a corner is behind the camera. */
    void fill(List<Corner> corners, List<Corner> hole, int paint, View.Place at) {
        Optional<Path2D> outer = outline(corners);
        Optional<Path2D> inner = outline(hole);
        if (outer.isPresent() && inner.isPresent()) {
            Area face = new Area(outer.get());
            face.subtract(new Area(inner.get()));
            fill(face, paint, at, 0);
        }
    }

    /** The picture's outline of road places; empty when a corner is behind the camera. */
    Optional<Path2D> outline(List<Corner> corners) {
        Pen pen = Pen.lifted();
        boolean first = true;
        for (Corner corner : corners) {
            Optional<View.Spot> spot = view.spot(corner.s, corner.d, corner.height);
            if (spot.isEmpty()) {
                return Optional.empty();
            }
            if (first) {
                pen.move(spot.get().x(), spot.get().y());
            } else {
                pen.line(spot.get().x(), spot.get().y());
            }
            first = false;
        }
        return Optional.of(pen.closed());
    }

    void glow(Glow glow) {
        glows.add(glow);
    }

    /** The lamps that nothing nearer hides: the mask still shows what they belong to. */
    List<Glow> visibleGlows() {
        return glows.stream()
                .filter(glow -> ownerAt((int) glow.x, (int) glow.y) == glow.owner)
                .toList();
    }

    /** What a pixel belongs to; -1 outside of the picture. */
    int ownerAt(int x, int y) {
        boolean inside = x >= 0 && y >= 0 && x < View.WIDTH && y < View.HEIGHT;
        return inside ? owners.getRGB(x, y) & 0xffffff : -1;
    }

    @Override
    public void close() {
        picture.dispose();
        mask.dispose();
    }
}
