package dev.roadrig.boards.link.gateway.dns;

import dev.roadrig.scenarios.fault.BadInput;
import java.net.Inet4Address;

/**
 * Where a board's name server stands.
 *
 * @param board its name; names the threads {@code rr-NAME-dns-*}
 * @param listen this host's own address on the board's interface
 * @param port UDP and TCP; 0 is a free one, for tests
 * @param client the board's address: no other is answered, so that nobody else finds an open resolver here
 */
public record DnsPlace(String board, Inet4Address listen, int port, Inet4Address client) {
    /** Of the domain name system, RFC 1035: resolvers have no setting for another. */
    public static final int PORT = 53;

    public DnsPlace {
        if (port < 0 || port > 65_535) {
            throw new BadInput("The port is 0 to 65535, not " + port + ".");
        }
        if (listen.isAnyLocalAddress()) {
            throw new BadInput(
                    "A name server listens on one address of this host and not on all: write the gateway's.");
        }
    }

    /** "10.0.0.1 port 53". */
    String text() {
        return listen.getHostAddress() + " port " + port;
    }
}
