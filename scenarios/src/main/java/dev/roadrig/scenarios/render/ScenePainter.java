package dev.roadrig.scenarios.render;

import dev.roadrig.scenarios.render.Canvas.Glow;
import dev.roadrig.scenarios.render.PlatePainter.Seen;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Paints one sharp picture of a view, from far to near, and says where the signs are. */
final class ScenePainter {
    private final Roadside roadside;
    private final TunnelPainter tunnel;
    private final BufferedImage image = new BufferedImage(View.WIDTH, View.HEIGHT, BufferedImage.TYPE_INT_RGB);
    private final BufferedImage owners = new BufferedImage(View.WIDTH, View.HEIGHT, BufferedImage.TYPE_INT_RGB);

    ScenePainter(Sprites sprites) {
        roadside = new Roadside(sprites);
        tunnel = new TunnelPainter(sprites);
    }

    /** What the camera sees at one moment of an exposure: the view and the other cars at that time. */
    record Moment(View view, List<World.Car> cars) {}

    /** What a painted moment shows. */
    record Sight(List<Seen> signs, List<Glow> glows) {}

    private record Thing(double depth, Runnable paint) {}

    /** The last painted picture, 0xRRGGBB row by row, valid until the next. */
    int[] pixels() {
        return ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    }

    Sight paint(Moment moment) {
        Sky.paint(moment.view, pixels());
        Ground.paint(moment.view, pixels());
        return things(moment);
    }

    /** Paints without sky and ground, which hide no sign: enough to know where the signs are. */
    Sight things(Moment moment) {
        View view = moment.view;
        try (Canvas canvas = new Canvas(view, image, owners)) {
            paintThings(canvas, moment.cars);
            List<Seen> signs = view.world().signs().stream()
                    .flatMap(sign -> PlatePainter.locate(canvas, sign).stream())
                    .toList();
            return new Sight(signs, canvas.visibleGlows());
        }
    }

    /** Tints the trees that {@link #paint} would tint, and paints nothing: later pictures share them. */
    void skip(Moment moment) {
        BufferedImage nothing = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        try (Canvas canvas = new Canvas(moment.view, nothing, nothing)) {
            paintThings(canvas, moment.cars);
        }
    }

    private void paintThings(Canvas canvas, List<World.Car> cars) {
        things(canvas, cars).stream()
                .sorted(Comparator.comparingDouble(Thing::depth).reversed())
                .forEach(thing -> thing.paint.run());
        bonnet(canvas);
    }

    private List<Thing> things(Canvas canvas, List<World.Car> cars) {
        View view = canvas.view();
        World world = view.world();
        List<Thing> things = new ArrayList<>();
        world.trees().forEach(tree -> add(things, view.depth(tree.s(), tree.d()), () -> roadside.tree(canvas, tree)));
        world.houses()
                .forEach(house -> add(things, view.depth(house.s(), house.d()), () -> roadside.house(canvas, house)));
        world.posts().forEach(post -> add(things, view.depth(post.s(), post.d()), () -> roadside.post(canvas, post)));
        world.signs()
                .forEach(sign -> add(things, view.depth(sign.s(), sign.d()), () -> PlatePainter.paint(canvas, sign)));
        cars.forEach(car -> add(things, view.depth(car.s(), car.d()), () -> CarPainter.paint(canvas, car)));
        if (world.tunnel().exists()) {
            tunnel(things, canvas);
        }
        return things;
    }

    private static void add(List<Thing> things, double depth, Runnable paint) {
        if (depth > 2.5 && depth < 400) {
            things.add(new Thing(depth, paint));
        }
    }

    private void tunnel(List<Thing> things, Canvas canvas) {
        View view = canvas.view();
        for (TunnelPainter.Slice slice : TunnelPainter.slices(view)) {
            double depth = view.depth(slice.to(), 0);
            if (depth > .7) {
                things.add(new Thing(depth, () -> tunnel.tube(canvas, slice)));
            }
        }
        double start = view.world().tunnel().start();
        if (start > view.pose().s() + 2) {
            things.add(new Thing(Math.max(2, view.depth(start, 0)), () -> tunnel.portal(canvas)));
        }
    }

    /** The front of the own car at the lower edge of the picture. */
    private static void bonnet(Canvas canvas) {
        View.Place at = new View.Place(canvas.view().pose().s(), 6, 0);
        canvas.fill(new Ellipse2D.Double(-150, 331, 940, 150), 0x343A44, at, 0);
        canvas.fill(new Ellipse2D.Double(-140, 337, 920, 150), 0x2A2F38, at, 0);
    }
}
