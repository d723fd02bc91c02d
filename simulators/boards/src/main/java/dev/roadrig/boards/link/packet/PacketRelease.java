package dev.roadrig.boards.link.packet;

/**
 * How a packet comes through a link.
 *
 * @param atNanos when it leaves the link
 * @param sentNanos of it, when it has been sent, before its delay
 * @param busyNanos for how long it held the link; 0 where a trace's chances do
 * @param queued whether it waited for something before it to be sent
 * @param twice whether it comes twice
 * @param turnedBit the bit that is turned, -1 for none
 */
public record PacketRelease(
        long atNanos, long sentNanos, long busyNanos, boolean queued, boolean twice, long turnedBit) {}
