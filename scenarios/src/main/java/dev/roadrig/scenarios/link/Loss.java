package dev.roadrig.scenarios.link;

/**
 * Which packets of a flow are lost: a pure function of the packet's number and of {@link Draws}, so that a seed loses the
 * same packets on every backend and under any timing.
 */
public sealed interface Loss permits Loss.Bernoulli, Loss.GilbertElliott, Loss.Recorded {
    /** The share of packets that is lost in the long run, 0 to 1. */
    double share();

    /**
     * Whether a packet is lost.
     *
     * @param packet its number in its flow and direction, from 0
     * @param known what an earlier answer left behind; makes the next packet's answer cheap, and never changes it
     */
    boolean lost(long packet, LossDraws draws, Known known);

    /** What the loss of a packet draws. */
    record LossDraws(Draws state, Draws loss) {}

    /** The state in which a chain was last seen. */
    final class Known {
        private long packet = -1;
        private boolean bad;
        private GilbertElliott of = new GilbertElliott(1, 1, 0, 0);
    }

    /** No packet is lost. */
    static Loss nothing() {
        return new Bernoulli(0);
    }

    /** Whether none is. */
    default boolean none() {
        return equals(nothing());
    }

    private static double requireShare(double share, String what) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("a link's " + what + " is between 0 and 1, not " + share);
        }
        return share;
    }

    /**
     * Each packet by itself.
     *
     * @param share that is lost, 0 to 1
     */
    record Bernoulli(double share) implements Loss {
        public Bernoulli {
            requireShare(share, "loss");
        }

        @Override
        public boolean lost(long packet, LossDraws draws, Known known) {
            return draws.loss().uniform(packet) < share;
        }
    }

    /**
     * In bursts: a chain of a good and a bad state, that may change before each packet (E. N. Gilbert, 1960; E. O. Elliott,
     * 1963; the parameters p, r, 1-k and 1-h of netem's {@code gemodel}). In the long run p / (p + r) of the packets are in
     * the bad state, 1 / r of them in a row.
     *
     * @param enter p, from good to bad, 0 to 1
     * @param leave r, from bad to good, above 0 to 1
     * @param lostInBad share that is lost in the bad state
     * @param lostInGood share that is lost in the good state
     */
    record GilbertElliott(double enter, double leave, double lostInBad, double lostInGood) implements Loss {
        public GilbertElliott {
            requireShare(enter, "chance of a burst");
            requireShare(leave, "chance of a burst's end");
            requireShare(lostInBad, "loss within a burst");
            requireShare(lostInGood, "loss between bursts");
            if (leave == 0) {
                throw new IllegalArgumentException("a burst that never ends is an outage; let it end");
            }
        }

        /** The share of packets in the bad state. */
        public double inBad() {
            return enter / (enter + leave);
        }

        @Override
        public double share() {
            return inBad() * lostInBad + (1 - inBad()) * lostInGood;
        }

        /** How many packets are in the bad state in a row, in the mean. */
        public double meanBurst() {
            return 1 / leave;
        }

        @Override
        public boolean lost(long packet, LossDraws draws, Known known) {
            double share = bad(packet, draws.state(), known) ? lostInBad : lostInGood;
            return share > 0 && draws.loss().uniform(packet) < share;
        }

        /**
         * A packet's state without those of all before: a draw below both p and 1 - r leads to bad whatever was before, one
         * above both leads to good, and only one between them keeps (or, where p + r is above 1, turns) the state. So one
         * walks back to the last packet that decides, 1 / (p + r) of them in the mean, or to the first, which the chain
         * enters in its long run.
         */
        private boolean bad(long packet, Draws draws, Known known) {
            double toBad = Math.min(enter, 1 - leave);
            double toGood = Math.max(enter, 1 - leave);
            boolean turns = enter > 1 - leave;
            boolean turned = false;
            boolean state = draws.uniform(-1) < inBad();
            for (long at = packet; at >= 0; at--) {
                double draw = draws.uniform(at);
                if (draw < toBad || draw >= toGood) {
                    state = draw < toBad;
                    break;
                }
                turned ^= turns;
                if (known.packet == at - 1 && known.of.equals(this)) {
                    state = known.bad;
                    break;
                }
            }
            known.packet = packet;
            known.bad = state ^ turned;
            known.of = this;
            return known.bad;
        }
    }

    /** Those that were lost once. */
    record Recorded(DropVector drops) implements Loss {
        @Override
        public double share() {
            return drops.share();
        }

        @Override
        public boolean lost(long packet, LossDraws draws, Known known) {
            return drops.contains(packet);
        }
    }
}
