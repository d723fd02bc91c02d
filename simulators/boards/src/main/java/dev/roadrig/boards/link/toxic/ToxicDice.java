package dev.roadrig.boards.link.toxic;

/** What chance does to connections and segments: pure functions of a seed, so that the same seed does the same again. */
final class ToxicDice {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private final long seed;

    ToxicDice(long seed) {
        this.seed = mix(seed);
    }

    /** Whether a toxic is on a connection. */
    boolean hits(long connection, PlacedToxic toxic) {
        return uniform(mix(seed + hash(toxic.name())) + connection * GOLDEN) < toxic.toxicity();
    }

    /** A number of 0 to under 1 that belongs to a connection's segment and a toxic. */
    double chance(long connection, long segment, PlacedToxic toxic) {
        return uniform(mix(mix(seed + hash(toxic.name())) + connection * GOLDEN) + 1 + segment);
    }

    private static double uniform(long bits) {
        return (mix(bits) >>> 11) * 0x1.0p-53;
    }

    /** FNV-1a over the name's UTF-16 units, which unlike String.hashCode has 64 bits. */
    private static long hash(String name) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }

    /** The finaliser of SplitMix64 (Steele, Lea, Flood, 2014). */
    private static long mix(long z) {
        long x = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        x = (x ^ (x >>> 27)) * 0x94d049bb133111ebL;
        return x ^ (x >>> 31);
    }
}
