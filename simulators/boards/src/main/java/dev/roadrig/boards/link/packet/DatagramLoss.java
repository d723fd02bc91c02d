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
                        + " full. Do less beside the run, or let sockets wait for more: raise `net.core.rmem_max` to "
                        + UdpRelay.RECEIVE_BYTES + ".",
                new Evidence("the link's datagrams", tally.toString()));
    }
}
