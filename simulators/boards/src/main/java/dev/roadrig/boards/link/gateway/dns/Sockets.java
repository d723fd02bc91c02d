package dev.roadrig.boards.link.gateway.dns;

import dev.roadrig.scenarios.fault.RigFault;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.jspecify.annotations.Nullable;

/** A datagram socket and a listening one on the same port. */
record Sockets(DatagramSocket udp, ServerSocket tcp) {
    private static final int TRIES = 20;

    static Sockets open(DnsPlace place) throws RigFault {
        IOException last = new IOException("not tried");
        // A free port of UDP may be taken in TCP.
        for (int i = 0; i < (place.port() == 0 ? TRIES : 1); i++) {
            try {
                return opened(place);
            } catch (IOException e) {
                last = e;
            }
        }
        throw DnsFaults.opening(place, last, HeldPorts.here(place.port()));
    }

    private static Sockets opened(DnsPlace place) throws IOException {
        var udp = new DatagramSocket(new InetSocketAddress(place.listen(), place.port()));
        @Nullable ServerSocket tcp = null;
        boolean done = false;
        try {
            tcp = new ServerSocket();
            tcp.bind(new InetSocketAddress(place.listen(), udp.getLocalPort()));
            done = true;
            return new Sockets(udp, tcp);
        } finally {
            if (!done) {
                udp.close();
                if (tcp != null) {
                    tcp.close();
                }
            }
        }
    }
}
