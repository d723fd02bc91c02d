package dev.roadrig.boards.link.gateway.dns;

import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.time.Ticker;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * The name server of a board behind a gateway, over UDP and TCP: it answers the configured names with the addresses of the
 * rig, and every other name as it was told. The board needs nothing but this address as its name server, and its queries
 * pass its link like all that it sends. An address may be kept for 5 s, a negative answer not at all. Known names have
 * no IPv6 address and no HTTPS record, so that no client goes around the link.
 */
public final class GatewayDns implements AutoCloseable {
    private final InetSocketAddress address;
    private final QueryLog log;
    private final Desk desk;
    private final Forwarder forwarder;
    private final UdpDesk udp;
    private final TcpDesk tcp;

    /**
     * Opens the server.
     *
     * @param watch told every query
     * @throws RigFault {@code gateway.dns} when the port cannot be had, or when names are to be forwarded and this host
     *     has no resolver; nothing is open then
     */
    public static GatewayDns open(DnsPlace place, DnsNames names, Ticker ticker, DnsWatch watch) throws RigFault {
        List<InetSocketAddress> servers = names.others() == Others.FORWARD ? HostResolver.servers(place) : List.of();
        return open(place, names, ticker, watch, new Forwarder(servers, Forwarder.PATIENCE, ticker));
    }

    static GatewayDns open(DnsPlace place, DnsNames names, Ticker ticker, DnsWatch watch, Forwarder forwarder)
            throws RigFault {
        return new GatewayDns(place, names, new QueryLog(ticker, watch), forwarder, Sockets.open(place), ticker);
    }

    private GatewayDns(
            DnsPlace place, DnsNames names, QueryLog log, Forwarder forwarder, Sockets sockets, Ticker ticker) {
        this.log = log;
        this.forwarder = forwarder;
        this.desk = new Desk(place.client(), new Answers(names), forwarder, log);
        this.address = new InetSocketAddress(place.listen(), sockets.udp().getLocalPort());
        String threads = "rr-" + place.board() + "-dns";
        this.udp = new UdpDesk(sockets.udp(), desk, threads);
        this.tcp = new TcpDesk(sockets.tcp(), desk, threads, ticker);
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return address;
    }

    /** What it has seen. */
    public DnsTally tally() {
        return new DnsTally(log.outcomes(), desk.malformed(), desk.strangers(), tcp.turnedAway(), tcp.expired());
    }

    /** The first query that it could not serve though it should have; empty while there is none. */
    public Optional<RigFault> fault() {
        return desk.fault();
    }

    /** The last 200 queries, the oldest first. */
    public List<DnsQuery> last() {
        return log.last();
    }

    /** Each name, type and outcome in the order of first appearance, the first 1,000. */
    public List<AskedName> names() {
        return log.names();
    }

    /** Ends its threads; connections that are open are closed. */
    @Override
    public void close() {
        forwarder.close();
        udp.close();
        tcp.close();
    }
}
