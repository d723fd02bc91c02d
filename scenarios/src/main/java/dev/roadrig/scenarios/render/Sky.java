package dev.roadrig.scenarios.render;

import static dev.roadrig.scenarios.render.Rgb.clamp;
import static dev.roadrig.scenarios.render.Rgb.lerp;

/** The sky of one view with its clouds, hills and the line of woods before them. */
final class Sky {
    /** Clouds are worked out on a grid this wide and blended between. */
    private static final int CELL = 4;

    private final View view;
    private final Light light;
    private final int seed;
    private final double heading;
    private final int rows;
    /** Heights above the horizon by column, pixels. */
    private final double[] hills = new double[View.WIDTH];

    private final double[] woods = new double[View.WIDTH];
    private final double[][] clouds;
    /** The hue of clouds without their shade. */
    private final Rgb cloud;

    private Sky(View view) {
        this.view = view;
        this.light = view.light();
        this.seed = view.world().seed() + 40;
        this.heading =
                view.world().road().heading(view.pose().s()) + view.pose().yaw();
        this.rows = Math.min((int) Math.ceil(view.horizon()) + 1, View.HEIGHT);
        this.clouds = new double[rows / CELL + 2][View.WIDTH / CELL + 2];
        this.cloud = cloudHue(light);
        raiseHills();
        gatherClouds();
    }

    /** Fills the rows down to the horizon. */
    static void paint(View view, int[] pixels) {
        Sky sky = new Sky(view);
        double exposure = view.pose().exposure();
        for (int y = 0; y < sky.rows; y++) {
            for (int x = 0; x < View.WIDTH; x++) {
                pixels[y * View.WIDTH + x] = sky.at(x, y).times(exposure).toned();
            }
        }
    }

    private static Rgb cloudHue(Light light) {
        Rgb low = light.skyLow();
        double bright = Math.min(1, light.ambient().red() * .6 + light.ambient().green() * .4);
        double white = .25 * bright + .72 * (low.red() + low.green() + low.blue()) / 3;
        return new Rgb(white * .6 + low.red() * .4, white * .6 + low.green() * .4, white * .64 + low.blue() * .36);
    }

    private void raiseHills() {
        for (int x = 0; x < View.WIDTH; x++) {
            double azimuth = heading + Math.atan((x - View.WIDTH / 2.0) / View.FOCAL);
            hills[x] = 6 + 26 * Noise.fractal(azimuth * 3.1, 1, seed + 5, 4);
            woods[x] = 1 + 13 * Noise.fractal(azimuth * 7.3, 2, seed + 6, 3) + 3 * Noise.at(azimuth * 160, 5, seed + 7);
        }
    }

    private void gatherClouds() {
        for (int j = 0; j < clouds.length; j++) {
            double up = (view.horizon() - j * CELL) / View.HEIGHT;
            double flat = Math.max(up, 0) + .05;
            for (int i = 0; i < clouds[j].length; i++) {
                double azimuth = heading + (i * CELL - View.WIDTH / 2.0) / View.FOCAL;
                double thick = Noise.fractal(azimuth * 3.2 / (flat * 2.4 + .35), 1.35 / flat, seed, 5)
                        - (.62 - .34 * light.cloud());
                clouds[j][i] = clamp(thick * 4, 0, 1) * clamp(up * 9, 0, 1);
            }
        }
    }

    private Rgb at(int x, int y) {
        double up = (view.horizon() - y) / View.HEIGHT;
        double azimuth = heading + (x - View.WIDTH / 2.0) / View.FOCAL;
        Rgb clear = light.skyLow().mix(light.skyTop(), Math.pow(Math.min(1, up / .5), .6));
        double shade = .82 + .18 * Noise.at(azimuth * 9, up * 26, seed + 3);
        Rgb seen = clear.mix(cloud.times(shade), cloudAt(x, y) * .8);
        double height = view.horizon() - y;
        if (height < hills[x]) {
            double haze = Math.min(.92, view.fogShare(1500) * .8);
            Rgb hill = new Rgb(.2, .28, .27).under(light.ambient()).mix(light.fog(), haze);
            seen = seen.mix(hill, Math.min(1, hills[x] - height));
        }
        if (height < woods[x]) {
            double tone = .8 + .4 * Noise.hash((int) (azimuth * 500), (int) (height / 2), seed);
            Rgb wood = new Rgb(.14 * tone, .22 * tone, .11 * tone).under(light.ambient());
            seen = seen.mix(wood.mix(light.fog(), view.fogShare(520)), Math.min(1, woods[x] - height));
        }
        return seen;
    }

    private double cloudAt(int x, int y) {
        int i = x / CELL;
        int j = y / CELL;
        double across = x % CELL / (double) CELL;
        double down = y % CELL / (double) CELL;
        return lerp(
                lerp(clouds[j][i], clouds[j][i + 1], across),
                lerp(clouds[j + 1][i], clouds[j + 1][i + 1], across),
                down);
    }
}
