package dev.roadrig.scenarios.link;

import java.util.Optional;

/**
 * What is of a link for good, and only packets feel: a byte stream waits where it would be dropped.
 *
 * @param up the queue from the board
 * @param down the queue to the board
 * @param mtuBytes larger packets are dropped, IP header included
 * @param upTrace delivers packet by packet from the board, beginning with the drive; where absent the rate does
 * @param downTrace the same to the board
 */
public record PacketPlan(
        QueuePlan up, QueuePlan down, int mtuBytes, Optional<PacketTrace> upTrace, Optional<PacketTrace> downTrace) {
    /** Of the largest IP packet. */
    public static final int LARGEST_MTU_BYTES = 65_535;

    /** What Linux has before a link whose queue nobody chose: {@code pfifo} with the interface's 1,000 packets. */
    public static final PacketPlan USUAL = new PacketPlan(
            QueuePlan.parse("droptail:packets=1000"),
            QueuePlan.parse("droptail:packets=1000"),
            LARGEST_MTU_BYTES,
            Optional.empty(),
            Optional.empty());

    public PacketPlan {
        if (mtuBytes < 68 || mtuBytes > LARGEST_MTU_BYTES) {
            throw new IllegalArgumentException("an MTU is from 68 (RFC 791) to 65535 bytes, not " + mtuBytes);
        }
    }

    /** Whether a direction, or both, delivers packet by packet. */
    public boolean byTrace() {
        return upTrace.isPresent() || downTrace.isPresent();
    }

    /** The same without its traces. */
    public PacketPlan byRate() {
        return new PacketPlan(up, down, mtuBytes, Optional.empty(), Optional.empty());
    }
}
