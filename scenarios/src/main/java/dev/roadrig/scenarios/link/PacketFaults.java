package dev.roadrig.scenarios.link;

/**
 * What may befall a packet that is not lost. A byte stream hides all of it.
 *
 * @param reordered share that goes without its delay, past those that wait for theirs, 0 to 1
 * @param duplicated share that comes twice
 * @param corrupted share of which one bit is turned
 */
public record PacketFaults(double reordered, double duplicated, double corrupted) {
    public static final PacketFaults NONE = new PacketFaults(0, 0, 0);

    public PacketFaults {
        for (double share : new double[] {reordered, duplicated, corrupted}) {
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException("a share of packets is between 0 and 1, not " + share);
            }
        }
    }
}
