package dev.roadrig.scenarios.render;

import static dev.roadrig.scenarios.render.Rgb.clamp;

import dev.roadrig.scenarios.render.ScenePainter.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The script of the demo's drive: 20 s at 10 frames a second. Late sun on an open road, a tunnel, then dusk with light rain.
 * Dusk falls faster than in nature so that one short drive shows all.
 */
final class DemoDrive {
    static final int FRAMES = 200;
    static final long STEP_NANOS = 100_000_000L;
    /** An arbitrary epoch, common to all files of the drive. */
    static final long START_NANOS = 1_790_000_000_000_000_000L;
    /** Metres along the road where the drive begins. */
    static final double START = 60;
    /** Metres to the right of the centre line. */
    static final double LANE_MIDDLE = 1.8;

    private static final int MILLISECONDS = FRAMES * 100 + 400;
    private static final Light BEFORE = Light.LOW_SUN.mix(Light.DAY, .35);
    private static final Light BEHIND = Light.LOW_SUN.mix(Light.DUSK, .82).mix(Light.RAIN, .12);
    private static final Light LATE = Light.DUSK.mix(Light.NIGHT, .25).mix(Light.RAIN, .3);

    /** Up to 80 km/h, slower for the tunnel, on at 75 and down to 50 behind it. */
    private static final double[][] OWN_SPEED = {
        {0, 62}, {3, 76}, {6.5, 78}, {8.5, 68}, {12, 70}, {14.5, 76}, {17, 60}, {18.5, 50}, {30, 48}
    };

    private static final double[][] LEAD_SPEED = {
        {0, 66}, {3, 78}, {6, 76}, {8, 66}, {11, 70}, {14.5, 78}, {16.4, 56}, {18, 50}, {30, 50}
    };

    /** Second at a place, that place, metres a second, paint. */
    private static final List<Oncoming> ONCOMING = List.of(
            new Oncoming(1.2, 190, 19, 0x9DA2A6),
            new Oncoming(4.6, 330, 21, 0x7A2A26),
            new Oncoming(9.3, 455, 19, 0xC9C6BC),
            new Oncoming(13.4, 560, 18, 0x3C4A44),
            new Oncoming(16.6, 640, 17, 0x8C8F94));

    private final World world;
    private final Journey own = new Journey(OWN_SPEED, START, MILLISECONDS);
    private final Journey lead = new Journey(LEAD_SPEED, START + 31, MILLISECONDS);

    DemoDrive() {
        Road road = new Road(1300, Math.toRadians(38), DemoDrive::curvature);
        world = new World(road, 4242, new World.Tunnel(232, 322));
        world.furnish(START, 900, new Random(4243));
        world.trees().removeIf(tree -> Math.abs(tree.d()) < 12 && tree.height() > 9);
        world.signs().addAll(DemoPlates.signs(world.tunnel(), new Random(4244)));
    }

    /** A car that comes the other way. */
    private record Oncoming(double second, double place, double speed, int paint) {
        World.Car at(double time) {
            return new World.Car(place - (time - second) * speed, -1.8, paint, true, false);
        }
    }

    private static double curvature(double s) {
        return .0016 * Math.sin((s - 40) / 62) * (s > 225 && s < 330 ? .25 : 1) + .0005;
    }

    World world() {
        return world;
    }

    Journey own() {
        return own;
    }

    Journey lead() {
        return lead;
    }

    /** The millisecond in the middle of a frame's exposure, since one frame before the drive's start. */
    static int millisecond(int frame) {
        return 100 + frame * 100;
    }

    /** A frame's exposure: longer in poor light, and then of more parts. */
    Camera.Exposure exposure(int frame) {
        int middle = millisecond(frame);
        boolean dark = light(middle / 1000.0, own.metres(middle)).headlight() > .4;
        double open = dark ? 11 : 5;
        return new Camera.Exposure(share -> moment(middle + (share - .5) * open), dark ? 5 : 3);
    }

    private Moment moment(double millisecond) {
        int i = (int) millisecond;
        double t = millisecond / 1000;
        double s = own.metres(millisecond);
        double accel = (own.speed(i + 200) - own.speed(i - 50)) / .25;
        double pitch =
                .0016 * Math.sin(t * 8.3) * (.5 + Noise.at(t * 1.7, 3, 9)) + .0009 * Math.sin(t * 21.7) - .0014 * accel;
        double yaw = .004 * (Noise.at(t * .8, 8, 3) - .5);
        double d = LANE_MIDDLE + .3 * (Noise.at(t * .35, 1, 7) - .5);
        return new Moment(new View(world, light(t, s), new View.Pose(s, d, pitch, yaw, eye(i))), cars(millisecond));
    }

    private List<World.Car> cars(double millisecond) {
        int i = (int) millisecond;
        double t = millisecond / 1000;
        List<World.Car> cars = new ArrayList<>();
        boolean braking = lead.speed(i + 150) < lead.speed(i) - .28;
        cars.add(new World.Car(lead.metres(millisecond), 1.75, 0x2F5272, false, braking));
        for (Oncoming car : ONCOMING) {
            if (t > car.second - 9) {
                cars.add(car.at(t));
            }
        }
        return cars;
    }

    /** Light by place before and in the tunnel, by time behind it. */
    private Light light(double second, double s) {
        double through = clamp((s - world.tunnel().start() - 10) / 60, 0, 1);
        return BEFORE.mix(BEHIND.mix(LATE, clamp((second - 12) / 8, 0, 1)), through);
    }

    /** The camera's eye: it opens inside the tunnel and closes again outside, with a delay. */
    private double eye(int millisecond) {
        double open = 1;
        for (int k = Math.max(0, millisecond - 1500); k <= millisecond; k += 20) {
            open += ((world.inTunnel(own.metres(k) + 10) ? 1.65 : 1) - open) * .05;
        }
        return open;
    }

    /** Strong at first, a valley before the tunnel, nothing from 25 m inside to 8 m before its end, middling behind it. */
    double coverage(int frame) {
        double s = own.metres(millisecond(frame));
        double inside = s - world.tunnel().start();
        double outside = s - world.tunnel().end();
        if (inside > 25 && outside < -8) {
            return 0;
        }
        if (outside >= -8) {
            return .3 + .4 * clamp(outside / 110, 0, 1);
        }
        double open = .86 - .3 * clamp((s - 150) / 90, 0, 1);
        return inside > -10 ? open * Math.max(.1, Math.exp(-Math.max(0, inside + 10) / 16)) : open;
    }
}
