package dev.roadrig.scenarios.render;

import dev.roadrig.scenarios.render.Canvas.Corner;
import dev.roadrig.scenarios.render.Canvas.Glow;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** Paints what stands beside the road: trees, houses, verge posts. */
final class Roadside {
    private static final int ROOF = 0x7C4034;
    private static final int GLASS = 0x3A4652;
    private static final int LIT_GLASS = 0xFFFFFF;

    private final Sprites sprites;

    Roadside(Sprites sprites) {
        this.sprites = sprites;
    }

    void tree(Canvas canvas, World.Tree tree) {
        View view = canvas.view();
        View.Place at = view.place(tree.s(), tree.d());
        double height = tree.height() * (View.FOCAL / at.depth());
        double width = height * .75;
        BufferedImage sprite =
                sprites.tree(tree.sprite(), view.lightAt(at, 0), view.haze(tree.s()), view.fogShare(at.depth()));
        double x = view.column(at.side(), at.depth());
        double y = view.row(0, at.depth());
        if (x + width < 0 || x - width > View.WIDTH) {
            return;
        }
        canvas.draw(
                sprite,
                new AffineTransform(
                        width / sprite.getWidth(), 0, 0, height / sprite.getHeight(), x - width / 2, y - height));
    }

    void post(Canvas canvas, World.Post post) {
        View view = canvas.view();
        View.Place at = view.place(post.s(), post.d());
        double scale = View.FOCAL / at.depth();
        double x = view.column(at.side(), at.depth());
        double y = view.row(0, at.depth());
        double width = .12 * scale;
        double height = .95 * scale;
        canvas.fill(new Rectangle2D.Double(x - width / 2, y - height, width, height), 0xE6E6E2, at, .05);
        canvas.fill(new Rectangle2D.Double(x - width / 2, y - height * .84, width, height * .24), 0x202024, at, 0);
        canvas.fill(
                new Rectangle2D.Double(x - width * .2, y - height * .8, width * .4, height * .16), 0xE8E8E8, at, .9);
    }

    void house(Canvas canvas, World.House house) {
        View.Place at = canvas.view().place(house.s(), house.d());
        View.Place lit = new View.Place(at.s(), Math.max(1, at.depth()), at.side());
        double side = Math.signum(house.d());
        double near = house.d() - side * house.depth() / 2;
        double far = house.d() + side * house.depth() / 2;
        double front = house.s();
        double back = house.s() + house.width();
        double eaves = house.height();
        double ridge = eaves + 3.2;
        canvas.fill(wall(front, near, front, far, eaves), house.wall(), lit);
        canvas.fill(
                List.of(
                        new Corner(front, near, eaves),
                        new Corner(front, far, eaves),
                        new Corner(front, house.d(), ridge)),
                Rgb.dim(house.wall(), .97),
                at);
        canvas.fill(wall(front, near, back, near, eaves), Rgb.dim(house.wall(), .72), lit);
        double gutter = near - side * .4;
        canvas.fill(
                List.of(
                        new Corner(front, gutter, eaves - .2),
                        new Corner(back, gutter, eaves - .2),
                        new Corner(back, house.d(), ridge),
                        new Corner(front, house.d(), ridge)),
                ROOF,
                lit);
        for (int i = 0; i < 3; i++) {
            double left = near + side * (1 + i * (house.depth() - 2) / 3.0);
            window(canvas, lit, left, left + side * 1.1, i == 1);
        }
    }

    private static void window(Canvas canvas, View.Place at, double left, double right, boolean inhabited) {
        boolean lamp = inhabited && canvas.view().light().headlight() > .5;
        List<Corner> pane = List.of(
                new Corner(at.s(), left, 1.1),
                new Corner(at.s(), right, 1.1),
                new Corner(at.s(), right, 2.4),
                new Corner(at.s(), left, 2.4));
        canvas.fill(pane, lamp ? LIT_GLASS : GLASS, at);
        if (lamp) {
            double middle = left + Math.signum(right - left) * .55;
            canvas.view()
                    .spot(at.s(), middle, 1.75)
                    .ifPresent(spot ->
                            canvas.glow(new Glow(spot.x(), spot.y(), 30 / spot.depth() * 8, new Rgb(.5, .36, .15), 0)));
        }
    }

    private static List<Corner> wall(double s1, double d1, double s2, double d2, double height) {
        return List.of(
                new Corner(s1, d1, 0), new Corner(s2, d2, 0), new Corner(s2, d2, height), new Corner(s1, d1, height));
    }
}
