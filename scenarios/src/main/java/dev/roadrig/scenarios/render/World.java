package dev.roadrig.scenarios.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Everything that stands along the road. s: metres along the centre line; d: metres to its right (left is negative). */
final class World {
    private static final int[] WALLS = {0xD9CFBB, 0xC9B8A0, 0xE3DED2, 0xB98F72};

    private final Road road;
    private final int seed;
    private final Tunnel tunnel;
    private final List<Sign> signs = new ArrayList<>();
    private final List<Tree> trees = new ArrayList<>();
    private final List<House> houses = new ArrayList<>();
    private final List<Post> posts = new ArrayList<>();

    World(Road road, int seed, Tunnel tunnel) {
        this.road = road;
        this.seed = seed;
        this.tunnel = tunnel;
    }

    /**
     * A sign plate.
     *
     * @param track its own number
     * @param type what it says
     * @param s metres along the road
     * @param d metres to the right
     * @param height of its centre, metres
     * @param radius half its size, metres
     * @param yaw turn about its pole, radians
     * @param roll lean, radians
     * @param tone brightness of its paint, about 1
     * @param dirt 0 clean to 1
     * @param pole whether it stands on one
     */
    record Sign(
            int track,
            SignType type,
            double s,
            double d,
            double height,
            double radius,
            double yaw,
            double roll,
            double tone,
            double dirt,
            boolean pole) {}

    /** A tree of some height with one of the sprites. */
    record Tree(double s, double d, double height, int sprite) {}

    /** A house with the paint of its walls. */
    record House(double s, double d, double width, double depth, double height, int wall) {}

    /** A verge post. */
    record Post(double s, double d) {}

    /** Another car at one moment; oncoming: seen from the front. */
    record Car(double s, double d, int paint, boolean oncoming, boolean braking) {}

    /** Where the road is inside of the mountain, metres along it. */
    record Tunnel(double start, double end) {
        static final Tunnel NONE = new Tunnel(-1e9, -1e9);

        boolean exists() {
            return end > 0;
        }

        boolean holds(double s) {
            return s >= start && s <= end;
        }
    }

    Road road() {
        return road;
    }

    int seed() {
        return seed;
    }

    Tunnel tunnel() {
        return tunnel;
    }

    boolean inTunnel(double s) {
        return tunnel.holds(s);
    }

    List<Sign> signs() {
        return signs;
    }

    List<Tree> trees() {
        return trees;
    }

    List<House> houses() {
        return houses;
    }

    List<Post> posts() {
        return posts;
    }

    /** Verge posts, woods, single trees and a few houses between two places. */
    void furnish(double from, double to, Random random) {
        for (double s = from; s < to; s += 25) {
            if (!inTunnel(s)) {
                posts.add(new Post(s, 4.9));
                posts.add(new Post(s + 1, -4.9));
            }
        }
        double woods = random.nextDouble();
        for (double s = from; s < to; s += 1.6 + random.nextDouble() * 3) {
            if (s > tunnel.start - 14 && s < tunnel.end + 8) {
                continue;
            }
            plant(s, woods, random);
            if (random.nextDouble() < .035) {
                houses.add(house(s, random));
            }
        }
    }

    private void plant(double s, double woods, Random random) {
        for (int side = -1; side <= 1; side += 2) {
            double dense = Noise.at(s / 70, side * 9 + seed, seed);
            if (random.nextDouble() > dense * 1.5 - .25 + woods * .2) {
                continue;
            }
            double d = 9.5 + Math.pow(random.nextDouble(), 1.4) * 34;
            trees.add(new Tree(s, side * d, 4 + random.nextDouble() * 8, random.nextInt(Sprites.TREES)));
        }
    }

    /** The draws are in this order because the shipped drive was made with it. */
    private static House house(double s, Random random) {
        double d = (random.nextBoolean() ? 1 : -1) * (17 + random.nextDouble() * 26);
        double width = 8 + random.nextDouble() * 6;
        double height = 4 + random.nextDouble() * 2.5;
        return new House(s, d, width, 8, height, WALLS[random.nextInt(4)]);
    }
}
