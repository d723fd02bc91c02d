package dev.roadrig.boards.link;

import dev.roadrig.scenarios.link.Direction;
import dev.roadrig.scenarios.link.Draws;
import dev.roadrig.scenarios.link.Jitter;
import dev.roadrig.scenarios.link.Loss;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What chance does to the packets of one direction: a pure function of (seed, direction, flow, packet), so that the same
 * seed loses the same packets on every backend, whatever the threads and the clock do. Not for several threads.
 */
public final class PacketDice {
    // What is drawn for a packet, each by itself.
    private static final int LOSS = 1;
    private static final int JITTER = 2;
    private static final int JITTER_ANGLE = 3;
    private static final int BURST = 4;
    private static final int REORDER = 5;
    private static final int DUPLICATE = 6;
    private static final int CORRUPT = 7;
    private static final int CORRUPT_WHERE = 8;

    private static final int MOST_FLOWS_KNOWN = 4_096;

    private final long seed;
    private final Map<Long, Known> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Known> eldest) {
            return size() > MOST_FLOWS_KNOWN;
        }
    };

    /** What answers about a flow have left behind. */
    private record Known(Loss.Known loss, Jitter.Known jitter) {}

    public PacketDice(long seed, Direction direction) {
        this.seed = mix(seed ^ (direction == Direction.UP ? 0x75_70L : 0x64_6f_77_6eL));
    }

    public boolean lost(long flow, long packet, Loss loss) {
        if (loss.none()) {
            return false;
        }
        var draws = new Loss.LossDraws(draws(flow, BURST), draws(flow, LOSS));
        return loss.lost(packet, draws, known(flow).loss());
    }

    /** Nanoseconds, of either sign. */
    public long jitterNanos(long flow, long packet, Jitter jitter) {
        if (jitter.none()) {
            return 0;
        }
        return jitter.nanos(
                packet,
                draws(flow, JITTER),
                draws(flow, JITTER_ANGLE),
                known(flow).jitter());
    }

    private Known known(long flow) {
        return known.computeIfAbsent(flow, x -> new Known(new Loss.Known(), new Jitter.Known()));
    }

    public boolean reordered(long flow, long packet, double share) {
        return share > 0 && draws(flow, REORDER).uniform(packet) < share;
    }

    public boolean duplicated(long flow, long packet, double share) {
        return share > 0 && draws(flow, DUPLICATE).uniform(packet) < share;
    }

    public boolean corrupted(long flow, long packet, double share) {
        return share > 0 && draws(flow, CORRUPT).uniform(packet) < share;
    }

    /** Which of a packet's bits is turned. */
    public long corruptBit(long flow, long packet, long bits) {
        return (long) (draws(flow, CORRUPT_WHERE).uniform(packet) * bits);
    }

    private Draws draws(long flow, int draw) {
        long stream = mix(seed + flow * 0x9e3779b97f4a7c15L);
        return packet -> {
            long bits = mix(mix(stream + packet * 0xbf58476d1ce4e5b9L) + draw);
            return (bits >>> 11) * 0x1.0p-53;
        };
    }

    /** The finaliser of SplitMix64 (Steele, Lea, Flood, 2014). */
    private static long mix(long z) {
        long x = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        x = (x ^ (x >>> 27)) * 0x94d049bb133111ebL;
        return x ^ (x >>> 31);
    }
}
