package dev.roadrig.harness.rack;

import dev.roadrig.boards.link.gateway.GatewaySpec;
import dev.roadrig.boards.link.gateway.dns.DnsNames;
import dev.roadrig.wires.tc.TcPlace;
import java.util.Optional;

/** The board's way to the rig's host, and with it which backend of the link a run on this board has. */
public sealed interface UplinkWire {
    /** The rig's host as the board sees it; empty for a port forwarded over SSH. */
    Optional<String> host();

    /** What of the board's datagrams the relay carries; a gateway and a tc carry all of them by themselves. */
    default Optional<DatagramWire> datagrams() {
        return Optional.empty();
    }

    /** A port forwarded over SSH; the link is the relay. */
    record Forward(Optional<DatagramWire> datagrams) implements UplinkWire {
        @Override
        public Optional<String> host() {
            return Optional.empty();
        }
    }

    /** The board sees this host's ports by itself; the link is the relay. */
    record Direct(String address, Optional<DatagramWire> datagrams) implements UplinkWire {
        @Override
        public Optional<String> host() {
            return Optional.of(address);
        }
    }

    /**
     * The board sees this host's ports by itself, and its own kernel makes the link on the interface between them.
     *
     * @param address of this host as the board sees it
     * @param onInterface of the board
     */
    record Tc(String address, String onInterface) implements UplinkWire {
        @Override
        public Optional<String> host() {
            return Optional.of(address);
        }

        /**
         * What is shaped.
         *
         * @param name of the board
         * @throws dev.roadrig.scenarios.fault.BadInput when the interface is none
         */
        public TcPlace place(String name) {
            return new TcPlace(name, onInterface);
        }
    }

    /**
     * The board hangs on an interface of this host, which carries all its packets through the link.
     *
     * @param board the board's IPv4 address
     * @param onInterface of this host; nothing else may be on it
     * @param address this host's own on it, and the board's default route
     * @param controlPort the board's port that passes outside the link; 0 until it is announced
     * @param expose an interface through which the board may reach the world
     * @param names that the board finds at a name server on {@code address}; empty for no name server
     */
    record Gateway(
            String board,
            String onInterface,
            String address,
            int controlPort,
            Optional<String> expose,
            Optional<DnsNames> names)
            implements UplinkWire {
        @Override
        public Optional<String> host() {
            return Optional.of(address);
        }

        /**
         * What the gateway is made from.
         *
         * @param name of the board
         * @throws dev.roadrig.scenarios.fault.BadInput when an address or an interface is none
         */
        public GatewaySpec spec(String name) {
            GatewaySpec spec = GatewaySpec.of(name, board, onInterface, address).withControlPort(controlPort);
            return expose.map(spec::withUplink).orElse(spec);
        }
    }
}
