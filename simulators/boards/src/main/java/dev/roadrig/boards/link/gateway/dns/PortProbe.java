package dev.roadrig.boards.link.gateway.dns;

import dev.roadrig.scenarios.fault.RigFault;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Whether a board's name server could start on this host. */
public final class PortProbe {
    /** A loopback address that nobody uses: its port is taken only by who took it on all addresses. */
    private static final String UNUSED = "127.83.53.1";

    private PortProbe() {}

    /**
     * What was found.
     *
     * @param can whether the port opens on an address of its own
     * @param reason what was seen
     * @param next what to do; empty when nothing is to be done
     */
    public record Finding(boolean can, String reason, String next) {}

    /** Opens port 53 for UDP and TCP on an unused loopback address, and closes it again. */
    public static Finding here() {
        return of(DnsPlace.PORT);
    }

    static Finding of(int port) {
        List<String> held = HeldPorts.here(port);
        var loopback = unused();
        try {
            close(Sockets.open(new DnsPlace("probe", loopback, port, loopback)));
            return new Finding(
                    true,
                    "port " + port + " opens for UDP and TCP"
                            + (held.isEmpty()
                                    ? ", and no other name server is here"
                                    : "; other name servers keep to their own addresses: " + String.join(", ", held)),
                    "");
        } catch (RigFault e) {
            return failed(e);
        }
    }

    static Finding failed(RigFault fault) {
        String words = String.valueOf(fault.getMessage());
        int colon = words.indexOf(": ");
        int end = words.indexOf(". ", colon);
        return new Finding(false, words.substring(colon + 2, end), words.substring(end + 2));
    }

    private static Inet4Address unused() {
        try {
            return (Inet4Address) InetAddress.getByName(UNUSED);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four numbers are an address", e);
        }
    }

    private static void close(Sockets sockets) {
        sockets.udp().close();
        try {
            sockets.tcp().close();
        } catch (IOException e) {
            // It listens no longer either way.
        }
    }
}
