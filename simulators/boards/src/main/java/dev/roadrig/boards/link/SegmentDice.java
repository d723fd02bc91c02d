package dev.roadrig.boards.link;

import dev.roadrig.boards.link.stream.Direction;

/**
 * What chance does to a segment: a pure function of (seed, direction, flow, segment), so that the same seed loses the
 * same segments whatever the threads and the clock do.
 */
final class SegmentDice {
    private final long seed;

    SegmentDice(long seed, Direction direction) {
        this.seed = mix(seed ^ (direction == Direction.UP ? 0x75_70L : 0x64_6f_77_6eL));
    }

    /** Whether the segment is lost, for a share of 0 to 1. */
    boolean lost(long flow, long segment, double share) {
        return uniform(flow, segment, 1) < share;
    }

    /** A normal deviate with mean 0 and deviation 1, by the polar form of Box and Muller over two hashes. */
    double normal(long flow, long segment) {
        double radius = Math.sqrt(-2 * StrictMath.log(1 - uniform(flow, segment, 2)));
        return radius * StrictMath.cos(2 * Math.PI * uniform(flow, segment, 3));
    }

    private double uniform(long flow, long segment, long draw) {
        long bits = mix(mix(mix(seed + flow * 0x9e3779b97f4a7c15L) + segment * 0xbf58476d1ce4e5b9L) + draw);
        return (bits >>> 11) * 0x1.0p-53;
    }

    /** The finaliser of SplitMix64 (Steele, Lea, Flood, 2014). */
    private static long mix(long z) {
        long x = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        x = (x ^ (x >>> 27)) * 0x94d049bb133111ebL;
        return x ^ (x >>> 31);
    }
}
