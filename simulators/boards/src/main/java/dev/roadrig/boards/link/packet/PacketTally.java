package dev.roadrig.boards.link.packet;

import dev.roadrig.scenarios.link.Direction;

/**
 * Packets that a gateway, or a relay of datagrams, has seen since it was opened.
 *
 * @param up from the board
 * @param down to the board
 * @param upDelivered from the board, let go and taken by the kernel
 * @param downDelivered to the board, let go and taken by the kernel
 * @param strangers IPv4, but neither from the board nor to it, and not carried
 * @param refused let go and not taken by the kernel, which takes IP packets only
 * @param blockedIpv6 of IPv6, from the board or to it: a link of IPv4 must not be gone around
 * @param overrun thrown away by the kernel because this process did not read them in time: a failure of the rig
 */
public record PacketTally(
        long up,
        long down,
        long upDelivered,
        long downDelivered,
        long strangers,
        long refused,
        long blockedIpv6,
        long overrun) {
    /** What came of one way. */
    public long came(Direction direction) {
        return direction == Direction.UP ? up : down;
    }

    /** What was let go of one way and taken by the kernel. */
    public long passed(Direction direction) {
        return direction == Direction.UP ? upDelivered : downDelivered;
    }
}
