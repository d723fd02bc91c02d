package dev.roadrig.boards.link.gateway;

/**
 * Packets that a gateway has seen since it was opened.
 *
 * @param up from the board, given to the carrier
 * @param down to the board, given to the carrier
 * @param upDelivered from the board, let go by the carrier and taken by the kernel
 * @param downDelivered to the board, let go by the carrier and taken by the kernel
 * @param strangers neither from the board nor to it, not carried
 * @param refused let go by the carrier and not taken by the kernel, which takes IP packets only
 */
public record GatewayTally(long up, long down, long upDelivered, long downDelivered, long strangers, long refused) {}
