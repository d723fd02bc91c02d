package dev.roadrig.boards.link.packet;

import dev.roadrig.boards.link.packet.UdpFlows.Flow;
import dev.roadrig.scenarios.link.Direction;
import dev.roadrig.scenarios.scenario.LinkProfile;
import dev.roadrig.scenarios.time.OwnWait;
import dev.roadrig.scenarios.time.RunQueue;
import dev.roadrig.scenarios.time.ThreadEnd;
import dev.roadrig.scenarios.time.Ticker;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A relay of datagrams: what comes to its port goes on to its target through the link, and back. Every sender is a flow of
 * its own, numbered as they come, with a socket of its own towards the target; the one that was silent longest gives way
 * when there are 1024. Datagrams are really lost, reordered, doubled and damaged; the rate counts them with their IP and
 * UDP heads, {@value #HEAD_BYTES} bytes.
 */
public final class UdpRelay implements AutoCloseable {
    /** IPv4 without options, and UDP. */
    public static final int HEAD_BYTES = 28;

    /** A burst waits here while the reader is held up; the host may give less (net.core.rmem_max). */
    static final int RECEIVE_BYTES = 4 * 1024 * 1024;

    private static final int LARGEST_BYTES = 65_507;

    private final DatagramChannel server;
    private final InetSocketAddress address;
    private final AtomicLong overrun = new AtomicLong();
    private volatile boolean closed;
    private final Selector selector;
    private final UdpFlows flows;
    private final Ends ends;
    private final Ticker ticker;
    private final PacketCarrier up;
    private final PacketCarrier down;
    private final Thread reader;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(LARGEST_BYTES);

    /**
     * Where a relay stands.
     *
     * @param threads its threads' names begin so
     * @param listen port 0 is a free one
     */
    public record Place(String threads, InetSocketAddress listen, InetSocketAddress target) {}

    /** What carries a relay's datagrams, and what it tells. */
    public interface Ends {
        /** Makes the carrier of one direction, which the relay owns. */
        PacketCarrier open(Direction direction, PacketCarrier.Outlet outlet);

        /** A datagram of one direction came, which is carried then; on the relay's own thread. */
        default void came(Direction direction) {}

        /** One was let go and taken by this host's kernel. */
        default void passed(Direction direction) {}

        /** A sender that was not known got its number. */
        default void flow(long number, SocketAddress sender) {}

        /** As {@link CarrierWatch#refused}. */
        void refused(long flow);
    }

    /**
     * Opens a relay; the conditions' time counts from now.
     *
     * @param seed decides losses, jitter and faults
     * @param watch told what becomes of datagrams, both ways
     * @throws IOException when the port cannot be had
     */
    public static UdpRelay open(Place place, LinkProfile profile, long seed, Ticker ticker, CarrierWatch watch)
            throws IOException {
        return open(place, new UdpShaped(place.threads(), profile, seed, ticker, watch), ticker);
    }

    /** Opens a relay whose conditions are its carriers'. */
    public static UdpRelay open(Place place, Ends ends, Ticker ticker) throws IOException {
        DatagramChannel server = DatagramChannel.open();
        Selector selector = null;
        boolean opened = false;
        try {
            server.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BYTES);
            server.bind(place.listen()).configureBlocking(false);
            selector = Selector.open();
            server.register(selector, SelectionKey.OP_READ);
            var relay = new UdpRelay(place, server, selector, ends, ticker);
            opened = true;
            return relay;
        } finally {
            if (!opened) {
                server.close();
                if (selector != null) {
                    selector.close();
                }
            }
        }
    }

    private UdpRelay(Place place, DatagramChannel server, Selector selector, Ends ends, Ticker ticker)
            throws IOException {
        this.server = server;
        this.address = (InetSocketAddress) server.getLocalAddress();
        this.selector = selector;
        this.flows = new UdpFlows(place.target(), selector);
        this.ends = ends;
        this.ticker = ticker;
        var outlets = new UdpOutlets(server, flows, ends);
        this.up = ends.open(Direction.UP, outlets::toTarget);
        this.down = ends.open(Direction.DOWN, outlets::toSender);
        this.reader = new Thread(this::read, place.threads() + "-read");
        reader.setDaemon(true);
        reader.start();
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return address;
    }

    /** Other conditions, whose time counts from now. Only where it was opened with conditions. */
    public void play(LinkProfile profile, Ticker ticker) {
        if (!(ends instanceof UdpShaped shaped)) {
            throw new IllegalStateException("this relay's conditions are its carriers'");
        }
        shaped.play(profile, ticker.nanos());
    }

    private void read() {
        try (RunQueue queue = RunQueue.ofThisThread()) {
            var wait = new OwnWait(ticker, queue::nanos);
            while (selector.isOpen() && server.isOpen()) {
                try {
                    wait.looks();
                    if (selector.selectNow() == 0) {
                        wait.sleeps();
                        selector.select();
                        wait.woken();
                    }
                    receiveAll(wait);
                } catch (ClosedSelectorException e) {
                    return;
                } catch (IOException e) {
                    // A flow's socket was closed or could not be had: the datagram came and did not pass, and the relay
                    // goes on. Its own end closes what the loop asks for.
                }
            }
        }
    }

    private void receiveAll(OwnWait wait) throws IOException {
        var keys = selector.selectedKeys().iterator();
        while (keys.hasNext()) {
            SelectionKey key = keys.next();
            keys.remove();
            if (key.isValid()) {
                receive((DatagramChannel) key.channel(), (Flow) key.attachment(), wait);
            }
        }
    }

    /** @param flow null where datagrams come from its senders */
    private void receive(DatagramChannel channel, @Nullable Flow flow, OwnWait wait) throws IOException {
        for (SocketAddress sender = next(channel, flow); sender != null; sender = next(channel, flow)) {
            byte[] packet = new byte[buffer.flip().remaining()];
            buffer.get(packet);
            if (flow == null) {
                // Before its flow is opened, which the host may refuse: it came, and is missed then.
                ends.came(Direction.UP);
                long number = flow(sender).number();
                up.carry(number, packet, wait.nanos());
            } else {
                ends.came(Direction.DOWN);
                down.carry(flow.number(), packet, wait.nanos());
            }
        }
    }

    private Flow flow(SocketAddress sender) throws IOException {
        boolean known = flows.knows(sender);
        Flow flow = flows.of(sender);
        if (!known) {
            ends.flow(flow.number(), sender);
        }
        return flow;
    }

    private @Nullable SocketAddress next(DatagramChannel channel, @Nullable Flow flow) throws IOException {
        while (true) {
            buffer.clear();
            try {
                return channel.receive(buffer);
            } catch (PortUnreachableException e) {
                // What the host said (ICMP) of a datagram sent before; what waits behind it is still to be read.
                if (flow != null) {
                    ends.refused(flow.number());
                }
            }
        }
    }

    /** How many datagrams this host's kernel threw away at its sockets, unread, as far as it tells; never fewer than before. */
    public long overrun() {
        if (closed) {
            return overrun.get();
        }
        SocketDrops drops = SocketDrops.now();
        return overrun.accumulateAndGet(drops.of(address) + flows.overrun(drops), Math::max);
    }

    /** Ends its threads and closes its ports; datagrams inside are thrown away. */
    @Override
    public void close() throws IOException {
        long unused = overrun();
        closed = true;
        up.close();
        down.close();
        server.close();
        selector.close();
        ThreadEnd.await(reader);
        flows.close();
    }
}
