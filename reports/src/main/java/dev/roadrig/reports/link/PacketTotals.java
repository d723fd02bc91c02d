package dev.roadrig.reports.link;

import dev.roadrig.reports.join.RunTable.At;
import dev.roadrig.scenarios.record.v1.LinkPacketCount;
import dev.roadrig.scenarios.record.v1.LinkPackets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * What became of a link's packets, before the drive and in it.
 *
 * @param refused let go by the link, and not taken by the rig host's kernel
 * @param strangers of addresses that are not the board's: not carried
 * @param blockedIpv6 not carried, so that nothing goes around the link
 * @param overrun lost by the rig's host before the link saw them: nobody asked for these
 */
public record PacketTotals(
        LinkPacketCount up, LinkPacketCount down, long refused, long strangers, long blockedIpv6, long overrun) {
    /** All windows of a record together; empty where it has none. */
    public static Optional<PacketTotals> of(List<At<LinkPackets>> windows) {
        return windows.isEmpty()
                ? Optional.empty()
                : Optional.of(new PacketTotals(
                        way(windows, LinkPackets::getUp),
                        way(windows, LinkPackets::getDown),
                        sum(windows, LinkPackets::getRefused),
                        sum(windows, LinkPackets::getStrangers),
                        sum(windows, LinkPackets::getBlockedIpv6),
                        sum(windows, LinkPackets::getOverrun)));
    }

    /** Lost by the rig by itself: what was asked of the link is no longer what the board met. */
    public long lostByRig() {
        return overrun + up.getOutOfMemory() + down.getOutOfMemory();
    }

    private static long sum(List<At<LinkPackets>> windows, ToLongFunction<LinkPackets> count) {
        return windows.stream().map(At::message).mapToLong(count).sum();
    }

    private static LinkPacketCount way(List<At<LinkPackets>> windows, Function<LinkPackets, LinkPacketCount> way) {
        return LinkPacketCount.newBuilder()
                .setCame(sum(windows, w -> way.apply(w).getCame()))
                .setPassed(sum(windows, w -> way.apply(w).getPassed()))
                .setLostByChance(sum(windows, w -> way.apply(w).getLostByChance()))
                .setNoRoom(sum(windows, w -> way.apply(w).getNoRoom()))
                .setOverMtu(sum(windows, w -> way.apply(w).getOverMtu()))
                .setOutOfMemory(sum(windows, w -> way.apply(w).getOutOfMemory()))
                .build();
    }
}
