package dev.roadrig.scenarios.render;

import static dev.roadrig.scenarios.render.Rgb.clamp;
import static dev.roadrig.scenarios.render.Rgb.lerp;

/** The ground of one view, pixel by pixel: asphalt, paint, verge and grass. */
final class Ground {
    private static final Rgb DISTANT = new Rgb(.3, .36, .18);

    private final View view;
    private final World world;
    private final int seed;

    private Ground(View view) {
        this.view = view;
        this.world = view.world();
        this.seed = world.seed();
    }

    /**
     * What the ground is like at one place.
     *
     * @param matt its colour
     * @param retro its share of reflective paint
     */
    private record Surface(Rgb matt, double retro) {}

    /**
     * A place of the ground as one pixel covers it.
     *
     * @param s metres along the road
     * @param d metres to the right
     * @param width of the pixel, metres
     * @param length of the pixel, metres
     * @param fade 1 near to 0 far: fine grain is lost with the distance
     */
    private record Patch(double s, double d, double width, double length, double fade) {}

    /** Fills the rows below the horizon. */
    static void paint(View view, int[] pixels) {
        Ground ground = new Ground(view);
        for (int y = Math.max(0, (int) Math.ceil(view.horizon())); y < View.HEIGHT; y++) {
            ground.row(y, pixels);
        }
    }

    private void row(int y, int[] pixels) {
        double below = y + .5 - view.horizon();
        double depth = View.CAMERA_HEIGHT * View.FOCAL / Math.max(below, .6);
        boolean far = depth > View.FAR - 2;
        double known = Math.min(depth, View.FAR - 2);
        double centre = view.line().side(known);
        double s = view.line().s(known);
        double turn = view.line().turn(known);
        double width = known / View.FOCAL;
        double length = known * known / (View.FOCAL * View.CAMERA_HEIGHT);
        double fade = 1 / (1 + length * 2.2);
        Rgb haze = view.haze(s);
        double fog = view.fogShare(depth);
        boolean lamps = view.light().headlight() > .02 || world.inTunnel(s);
        Rgb unlit = view.lightAt(new View.Place(s, 1e6, 0), 0);
        for (int x = 0; x < View.WIDTH; x++) {
            double side = (x + .5 - View.WIDTH / 2.0) * known / View.FOCAL;
            double d = (side - centre) * turn;
            Surface surface = far ? new Surface(DISTANT, 0) : surface(new Patch(s, d, width, length, fade));
            Rgb light = lamps ? view.lightAt(new View.Place(s, known, side), surface.retro) : unlit;
            pixels[y * View.WIDTH + x] =
                    surface.matt.under(light).mix(haze, fog).toned();
        }
    }

    private Surface surface(Patch at) {
        double aside = Math.abs(at.d);
        double ragged = .15 * (Noise.at(at.s / 1.5, at.d > 0 ? 3 : 7, seed) - .5);
        double onRoad = cover(aside, 0, Road.SHOULDER + ragged, at.width);
        double paint = Math.max(
                cover(aside, Road.EDGE, .075, at.width), cover(at.d, 0, .07, at.width) * dash(at.s, at.length));
        paint *= .86 - .3 * Noise.at(at.s * 1.7, at.d * 6, seed + 5) * at.fade;
        Rgb matt = new Rgb(0, 0, 0);
        double retro = 0;
        if (onRoad > 0) {
            matt = mirror(at, asphalt(at, paint), paint);
            retro = paint * .25 * onRoad;
        }
        if (onRoad < 1) {
            matt = (world.inTunnel(at.s) ? kerb(at) : grass(at)).mix(matt, onRoad);
        }
        return new Surface(matt, retro);
    }

    private Rgb asphalt(Patch at, double paint) {
        double aside = Math.abs(at.d);
        double grain = (Noise.at(at.s * 9, at.d * 9, seed) - .5) * .09 * at.fade
                + (Noise.at(at.s * 2.4, at.d * 2.4, seed + 1) - .5) * .05;
        double patch = (Noise.fractal(at.s / 14, at.d / 3, seed + 2, 2) - .5) * .08;
        double lane = aside % Road.LANE - Road.LANE / 2;
        double wheel = Math.exp(-Math.pow((Math.abs(lane) - .78) / .34, 2)) * .035;
        double crack = Noise.at(at.s / 9, at.d * .8, seed + 9) > .83 && aside < 4 ? -.03 : 0;
        double base = .335 + grain + patch - wheel + crack - view.light().wet() * .1;
        return new Rgb(base, base * 1.005, base * 1.03).mix(new Rgb(.9, .9, .86), paint);
    }

    /** The sky in a wet road. */
    private Rgb mirror(Patch at, Rgb asphalt, double paint) {
        Light light = view.light();
        if (light.wet() <= .3 || world.inTunnel(at.s)) {
            return asphalt;
        }
        double share = (light.wet() - .3) * .32 * (.6 + .4 * Noise.at(at.s / 3, at.d, seed + 4));
        Rgb sky = light.skyLow();
        Rgb ambient = light.ambient();
        Rgb seen = new Rgb(
                sky.red() / Math.max(.1, ambient.red()),
                sky.green() / Math.max(.1, ambient.green()),
                sky.blue() / Math.max(.1, ambient.blue()));
        return asphalt.mix(seen, share * (1 - paint));
    }

    private Rgb kerb(Patch at) {
        double gutter = Math.abs(at.d) < Road.SHOULDER + .2 ? .1 : 0;
        double kerb = .44 + .08 * (Noise.at(at.s * 3, at.d * 3, seed + 30) - .5) - gutter;
        return new Rgb(kerb * (1 - .03 * 0), kerb * (1 - .03 * 1), kerb * (1 - .03 * 2));
    }

    private Rgb grass(Patch at) {
        double aside = Math.abs(at.d);
        double blades = Noise.at(at.s * 5, at.d * 5, seed + 20) * at.fade
                + Noise.at(at.s * 1.3, at.d * 1.3, seed + 21) * .8
                + Noise.fractal(at.s / 8, at.d / 8, seed + 22, 2) * 1.4;
        blades /= 2.2 + at.fade;
        double dry = Noise.fractal(at.s / 30, at.d / 18, seed + 23, 2);
        double gravel = Math.exp(-Math.pow((aside - Road.SHOULDER) / .55, 2));
        double field = aside > 24 ? Noise.at(at.s / 90, at.d > 0 ? 11 : 17, seed + 24) : 0;
        Rgb grass = new Rgb(.16 + .24 * blades + .1 * dry, .25 + .26 * blades, .07 + .12 * blades);
        Rgb stones = new Rgb(.44 + .12 * blades, .4 + .12 * blades, .33 + .1 * blades);
        Rgb verge = grass.mix(stones, gravel * .8);
        return field > .6 ? verge.mix(new Rgb(.58, .5, .25), .6) : verge;
    }

    /** Share of a pixel of some width at d that a strip of some half width around a centre covers. */
    private static double cover(double d, double centre, double halfWidth, double width) {
        double low = Math.max(d - width / 2, centre - halfWidth);
        double high = Math.min(d + width / 2, centre + halfWidth);
        return Math.max(0, high - low) / width;
    }

    /** Dashes of 4 m with gaps of 8 m, smoothed over the length of a pixel. */
    private static double dash(double s, double length) {
        double metre = s % 12;
        double soft = Math.min(.5, .5 * length / 6);
        double sharpness = Math.max(length, .05);
        double in = clamp(Math.min(metre / sharpness + .5, (4 - metre) / sharpness + .5), 0, 1);
        return lerp(in, 1 / 3.0, soft * 2);
    }
}
