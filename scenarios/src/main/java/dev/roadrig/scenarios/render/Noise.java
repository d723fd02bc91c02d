package dev.roadrig.scenarios.render;

/** Repeatable value noise on an integer lattice. */
final class Noise {
    private Noise() {}

    /** A number from 0 to 1 that belongs to a lattice point. */
    static double hash(int x, int y, int seed) {
        int h = (x * 0x27d4eb2d) ^ (y * 0x165667b1) ^ (seed * 0x9e3779b1);
        h = (h ^ (h >>> 15)) * 0x2c1b3c6d;
        h = (h ^ (h >>> 12)) * 0x297a2d39;
        return ((h ^ (h >>> 15)) >>> 8) / (double) (1 << 24);
    }

    /** Smooth noise from 0 to 1. */
    static double at(double x, double y, int seed) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        double across = eased(x - left);
        double down = eased(y - top);
        double a = hash(left, top, seed);
        double b = hash(left + 1, top, seed);
        double c = hash(left, top + 1, seed);
        double d = hash(left + 1, top + 1, seed);
        return a + (b - a) * across + (c - a + (a - b - c + d) * across) * down;
    }

    private static double eased(double t) {
        return t * t * (3 - 2 * t);
    }

    /** The sum of octaves, each half as strong and about twice as fine; from 0 to 1. */
    static double fractal(double x, double y, int seed, int octaves) {
        double sum = 0;
        double strength = .5;
        double whole = 0;
        double across = x;
        double down = y;
        for (int i = 0; i < octaves; i++) {
            sum += strength * at(across, down, seed + i);
            whole += strength;
            strength /= 2;
            across *= 2.03;
            down *= 2.03;
        }
        return sum / whole;
    }
}
