package dev.roadrig.harness.run;

import dev.roadrig.boards.link.LinkRates;
import dev.roadrig.boards.link.packet.DatagramLink;
import dev.roadrig.boards.link.packet.PacketPlay;
import dev.roadrig.boards.link.packet.UdpRelay;
import dev.roadrig.harness.rack.DatagramWire;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.scenario.Scenario;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/** The datagrams of a board whose link is the relay, in one run. */
record BoardDatagrams(Rig rig, DatagramLink link) {
    /**
     * Opens their way where the board's rack file names one.
     *
     * @param owned owns what is opened
     * @throws RigFault when the port cannot be had, or nobody knows where they are to go
     */
    static Optional<BoardDatagrams> open(LiveBoard board, Scenario scenario, Rig rig, Closer owned) throws RigFault {
        Optional<DatagramWire> wire = board.rack().uplink().datagrams();
        if (wire.isEmpty()) {
            return Optional.empty();
        }
        String name = board.rack().name();
        var target = new InetSocketAddress(wire.get().host(), wire.get().hostPort());
        if (target.isUnresolved()) {
            throw new RigFault(
                    "link.target",
                    "Nobody knows the host " + wire.get().host() + ", to which the datagrams of " + name
                            + " are to go. Correct `uplink: {udp: {to: ...}}` in the rack file.");
        }
        var listen = new InetSocketAddress(
                InetAddress.getLoopbackAddress(), wire.get().port());
        var place = new UdpRelay.Place("rr-" + name + "-udp", listen, target);
        boolean relayed = scenario.placement().usesCloud() && scenario.network() != null;
        var told = new DatagramLink.Told(rig.sink(), !relayed, rig.faults()::report);
        DatagramLink link = owned.own(DatagramLink.open(place, told, rig.ticker()));
        rig.phase(
                "link",
                "datagrams from port " + link.address().getPort() + " to "
                        + wire.get().host() + ":" + wire.get().hostPort());
        return Optional.of(new BoardDatagrams(rig, link));
    }

    /** @param shared the rates of the link on which the board's streams go; empty where they go on none */
    void start(PacketPlay play, long zeroNanos, Optional<LinkRates> shared) {
        try {
            link.start(play, zeroNanos, shared);
        } catch (RigFault fault) {
            rig.faults().report(fault);
        }
    }
}
