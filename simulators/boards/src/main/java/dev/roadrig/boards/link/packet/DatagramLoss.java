package dev.roadrig.boards.link.packet;

import dev.roadrig.scenarios.fault.Evidence;
import dev.roadrig.scenarios.fault.RigFault;

/** Datagrams of a board that were lost and that nobody asked to lose. */
final class DatagramLoss {
    private DatagramLoss() {}

    static RigFault memory(long lost, PacketTally tally) {
        return new RigFault(
                "link.memory",
                "The link had no memory for " + lost
                        + " of the board's datagrams: 64 MiB were on their way"
                        + " in one direction, and nobody asked for these losses. Give the scenario's queue a"
                        + " limit, or a shorter delay or outage.",
                new Evidence("the link's datagrams", tally.toString()));
    }

    static RigFault overrun(PacketTally tally) {
        return new RigFault(
                "link.overrun",
                "This host lost " + tally.overrun()
                        + " of the board's datagrams before the link saw them: its sockets were"
                        + " full. Do less beside the run, or send in smaller bursts. Its sockets ask for "
                        + UdpRelay.RECEIVE_BYTES + " bytes and get at most what `net.core.rmem_max` allows.",
                new Evidence("the link's datagrams", tally.toString()));
    }
}
