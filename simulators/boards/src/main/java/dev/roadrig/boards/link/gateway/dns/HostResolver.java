package dev.roadrig.boards.link.gateway.dns;

import dev.roadrig.scenarios.fault.RigFault;
import java.net.InetSocketAddress;
import java.util.List;
import org.xbill.DNS.config.ResolvConfResolverConfigProvider;

/** The name servers that this host itself asks. */
final class HostResolver {
    private HostResolver() {}

    /**
     * Those of /etc/resolv.conf, without the board's own.
     *
     * @throws RigFault when there are none
     */
    static List<InetSocketAddress> servers(DnsPlace place) throws RigFault {
        var file = new ResolvConfResolverConfigProvider();
        file.initialize();
        return others(place, file.servers());
    }

    /** A server that asks itself would never end. */
    static List<InetSocketAddress> others(DnsPlace place, List<InetSocketAddress> servers) throws RigFault {
        var own = new InetSocketAddress(place.listen(), place.port());
        List<InetSocketAddress> others =
                servers.stream().filter(server -> !server.equals(own)).toList();
        if (others.isEmpty()) {
            throw DnsFaults.noResolver(
                    servers.isEmpty()
                            ? "this host's /etc/resolv.conf names no name server"
                            : "this host's /etc/resolv.conf names only "
                                    + place.listen().getHostAddress() + ", which is this very server");
        }
        return others;
    }
}
