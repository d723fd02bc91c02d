package dev.roadrig.scenarios.render;

import java.util.Optional;

/** The dash camera at one moment: where the car is, how road places map to the picture, and how things look from there. */
final class View {
    static final int WIDTH = 640;
    static final int HEIGHT = 360;
    /** Pixels. */
    static final double FOCAL = 640;
    /** Metres above the road. */
    static final double CAMERA_HEIGHT = 1.35;
    /** Metres of road that are looked up in the table of the centre line. */
    static final double FAR = 420;

    private final World world;
    private final Light light;
    private final Pose pose;
    private final double horizon;
    private final double sin;
    private final double cos;
    private final double east;
    private final double north;
    private final CentreLine line;

    View(World world, Light light, Pose pose) {
        this.world = world;
        this.light = light;
        this.pose = pose;
        this.horizon = HEIGHT * .47 + pose.pitch * FOCAL;
        double heading = world.road().heading(pose.s) + pose.yaw;
        sin = Math.sin(heading);
        cos = Math.cos(heading);
        east = world.road().east(pose.s, pose.d);
        north = world.road().north(pose.s, pose.d);
        line = CentreLine.of(this, heading);
    }

    /**
     * Where the camera is and looks to.
     *
     * @param s metres along the road
     * @param d metres to the right of its centre line
     * @param pitch radians, nose down is more
     * @param yaw radians off the road's heading
     * @param exposure 1 for daylight, more for a wider eye
     */
    record Pose(double s, double d, double pitch, double yaw, double exposure) {}

    /** A point of the picture and the depth that it lies at: pixels to the right, pixels down, metres. */
    record Spot(double x, double y, double depth) {}

    World world() {
        return world;
    }

    Light light() {
        return light;
    }

    Pose pose() {
        return pose;
    }

    /** The row of the horizon. */
    double horizon() {
        return horizon;
    }

    CentreLine line() {
        return line;
    }

    boolean insideTunnel() {
        return world.inTunnel(pose.s);
    }

    /** Metres ahead of the camera. */
    double depth(double s, double d) {
        return (world.road().east(s, d) - east) * sin + (world.road().north(s, d) - north) * cos;
    }

    /** Metres to the right of the camera's axis. */
    double side(double s, double d) {
        return (world.road().east(s, d) - east) * cos - (world.road().north(s, d) - north) * sin;
    }

    double column(double side, double depth) {
        return WIDTH / 2.0 + side * FOCAL / depth;
    }

    double row(double height, double depth) {
        return horizon + (CAMERA_HEIGHT - height) * FOCAL / depth;
    }

    /** Picture point of a place on or above the road; empty when nearer than half a metre. */
    Optional<Spot> spot(double s, double d, double height) {
        double depth = depth(s, d);
        return depth < .5
                ? Optional.empty()
                : Optional.of(new Spot(column(side(s, d), depth), row(height, depth), depth));
    }

    /** Where something is, for its light: s along the road, metres ahead, metres to the right of the camera's axis. */
    record Place(double s, double depth, double side) {}

    Place place(double s, double d) {
        return new Place(s, depth(s, d), side(s, d));
    }

    /** Light that falls on something. retro: 0 matt to 1 reflective sheet. */
    Rgb lightAt(Place at, double retro) {
        boolean inside = world.inTunnel(at.s);
        double head = Math.max(light.headlight(), inside ? .35 : 0) * beam(at.depth, at.side) * (1 + 4.5 * retro);
        Rgb falling = inside ? light.ambient().mix(lamps(at.s), deep(at.s)) : light.ambient();
        double exposure = pose.exposure;
        return new Rgb(
                (falling.red() + head) * exposure,
                (falling.green() + head * .95) * exposure,
                (falling.blue() + head * .82) * exposure);
    }

    /** How far from daylight inside the tunnel, 0 to 1. */
    private double deep(double s) {
        World.Tunnel tunnel = world.tunnel();
        return Math.min(1, Math.min(s - tunnel.start(), tunnel.end() - s) / 14);
    }

    private Rgb lamps(double s) {
        double lamp = .3 + .1 * Math.cos((s - world.tunnel().start()) / 12 * 2 * Math.PI);
        return new Rgb(lamp * 1.15, lamp * .95, lamp * .68);
    }

    private static double beam(double depth, double side) {
        double spread = side / (2.4 + depth * .17);
        return 1.5 * Math.exp(-spread * spread) / (1 + Math.pow(depth / 24, 2)) * Math.min(1, depth / 7);
    }

    /** How much of something at a depth the haze hides, 0 to 1. */
    double fogShare(double depth) {
        return 1 - Math.exp(-depth / light.fogDistance());
    }

    /** The colour of the haze before something at s; inside a tunnel it is the tunnel's. */
    Rgb haze(double s) {
        Rgb fog = world.inTunnel(s) ? new Rgb(.2, .17, .13) : light.fog();
        return fog.times(pose.exposure);
    }

    /** What the camera sees of a paint, 0xRRGGBB both. */
    int shade(int paint, Place at, double retro) {
        double fog = fogShare(at.depth) * (retro > 0 ? .8 : 1);
        return Rgb.of(paint).under(lightAt(at, retro)).mix(haze(at.s), fog).toned();
    }
}
