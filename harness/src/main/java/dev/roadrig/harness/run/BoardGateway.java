package dev.roadrig.harness.run;

import dev.roadrig.boards.link.gateway.GatewayLink;
import dev.roadrig.boards.link.gateway.dns.GatewayDns;
import dev.roadrig.boards.link.packet.PacketPlay;
import dev.roadrig.harness.rack.UplinkWire;
import dev.roadrig.scenarios.fault.RigFault;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What stands between a board and this host in a run: the link of its packets and, where its rack names hosts, the name
 * server that it asks through that link.
 */
record BoardGateway(GatewayLink link, Optional<GatewayDns> names) implements LinkCheck {
    /**
     * Puts both before a board, which has no power yet.
     *
     * @param owned owns what is opened; the name server goes before the link
     * @throws RigFault when the host does not let the gateway or its name server be
     */
    static BoardGateway open(Rig rig, String board, UplinkWire.Gateway wire, Closer owned) throws RigFault {
        GatewayLink link =
                owned.own(GatewayLink.open(wire.spec(board), rig.ticker(), rig.sink(), rig.faults()::report));
        List<String> words = new ArrayList<>(link.words());
        Optional<GatewayDns> names = Optional.empty();
        if (wire.names().isPresent()) {
            names = Optional.of(owned.own(
                    AskedNames.serve(rig, wire.spec(board), wire.names().get())));
            words.add(AskedNames.words(wire.names().get()));
        }
        rig.phase("link", String.join(" ", words));
        return new BoardGateway(link, names);
    }

    /** As {@link GatewayLink#start}; a log that cannot be made is a fault of the rig. */
    void start(Rig rig, PacketPlay play, long zeroNanos) {
        try {
            link.start(play, zeroNanos);
        } catch (RigFault fault) {
            rig.faults().report(fault);
        }
    }

    /** This host as the board sees it. */
    InetAddress address() {
        return link.address();
    }

    /** What became of the packets and of the names until now, for people. */
    String account() {
        return link.account()
                + names.map(server -> "; " + AskedNames.account(server.names())).orElse("");
    }

    /**
     * Looks whether every packet still goes this way and every query was served.
     *
     * @throws RigFault why not
     */
    @Override
    public void check() throws RigFault {
        link.check();
        Optional<RigFault> fault = names.flatMap(GatewayDns::fault);
        if (fault.isPresent()) {
            throw fault.get();
        }
    }
}
