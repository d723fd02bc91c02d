package dev.roadrig.boards.link.gateway;

import dev.roadrig.boards.link.packet.PacketTally;
import dev.roadrig.scenarios.fault.Evidence;
import dev.roadrig.scenarios.fault.RigFault;

/** Packets that the rig itself lost: failures of the rig, and no conditions of its link. */
final class GatewayLoss {
    private GatewayLoss() {}

    static RigFault overrun(String board, String tun, PacketTally tally) {
        return new RigFault(
                "gateway.overrun",
                "This host lost " + tally.overrun() + " packets of " + board + " before the link saw them: " + tun
                        + "'s queue was full, and nobody asked for these losses. The board sent more than this host can"
                        + " carry, or other work on it took the processors: end that, or bound the rate.",
                evidence(tally));
    }

    static RigFault memory(String board, long packets, PacketTally tally) {
        return new RigFault(
                "gateway.memory",
                "The link of " + board + " had no memory for " + packets + " packets: 64 MiB were on their way in one"
                        + " direction, and nobody asked for these losses. Give the scenario's queue a limit, or a"
                        + " shorter delay or outage.",
                evidence(tally));
    }

    private static Evidence evidence(PacketTally tally) {
        return new Evidence("the gateway's packets", tally.toString());
    }
}
