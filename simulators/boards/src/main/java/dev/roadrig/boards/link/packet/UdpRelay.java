package dev.roadrig.boards.link.packet;

import dev.roadrig.scenarios.link.Direction;
import dev.roadrig.scenarios.scenario.LinkProfile;
import dev.roadrig.scenarios.time.ThreadEnd;
import dev.roadrig.scenarios.time.Ticker;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A relay of datagrams: what comes to its port goes on to its target through the link, and back. Every sender is a flow of
 * its own, numbered as they come, with a socket of its own towards the target; the one that was silent longest gives way
 * when there are {@value #MOST_FLOWS}. Datagrams are really lost, reordered, doubled and damaged; the rate counts them with
 * their IP and UDP heads, {@value #HEAD_BYTES} bytes.
 */
public final class UdpRelay implements AutoCloseable {
    /** IPv4 without options, and UDP. */
    static final int HEAD_BYTES = 28;

    private static final int MOST_FLOWS = 1_024;
    private static final int LARGEST_BYTES = 65_507;

    private final InetSocketAddress target;
    private final DatagramChannel server;
    private final Selector selector;
    private final CarrierWatch watch;
    private final LinkCarrier up;
    private final LinkCarrier down;
    private final Thread reader;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(LARGEST_BYTES);
    private final Map<SocketAddress, Flow> bySender = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Long, Flow> byNumber = new java.util.concurrent.ConcurrentHashMap<>();
    private long nextFlow;

    /** A sender, and the socket in its name. */
    private record Flow(long number, SocketAddress sender, DatagramChannel socket) {}

    /**
     * Where a relay stands.
     *
     * @param threads its threads' names begin so
     * @param listen port 0 is a free one
     */
    public record Place(String threads, InetSocketAddress listen, InetSocketAddress target) {}

    /**
     * Opens a relay; the conditions' time counts from now.
     *
     * @param seed decides losses, jitter and faults
     * @param watch told what becomes of datagrams, both ways
     * @throws IOException when the port cannot be had
     */
    public static UdpRelay open(Place place, LinkProfile profile, long seed, Ticker ticker, CarrierWatch watch)
            throws IOException {
        DatagramChannel server = DatagramChannel.open();
        Selector selector = null;
        boolean opened = false;
        try {
            server.bind(place.listen()).configureBlocking(false);
            selector = Selector.open();
            server.register(selector, SelectionKey.OP_READ);
            var relay =
                    new UdpRelay(place, server, selector, new Carriers(place.threads(), profile, seed, ticker, watch));
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

    /** What both carriers are made of. */
    private record Carriers(String threads, LinkProfile profile, long seed, Ticker ticker, CarrierWatch watch) {
        LinkCarrier carrier(Direction direction, PacketCarrier.Outlet outlet) {
            String name = threads + (direction == Direction.UP ? "-up" : "-down");
            var plan = new CarrierPlan(name, profile, direction, seed, 0, HEAD_BYTES);
            var carrier = new LinkCarrier(plan, ticker, outlet, watch);
            carrier.start(ticker.nanos());
            return carrier;
        }
    }

    private UdpRelay(Place place, DatagramChannel server, Selector selector, Carriers carriers) {
        this.target = place.target();
        this.server = server;
        this.selector = selector;
        this.watch = carriers.watch();
        this.up = carriers.carrier(Direction.UP, this::toTarget);
        this.down = carriers.carrier(Direction.DOWN, this::toSender);
        this.reader = new Thread(this::read, place.threads() + "-read");
        reader.setDaemon(true);
        reader.start();
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        try {
            return (InetSocketAddress) server.getLocalAddress();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Other conditions, whose time counts from now. */
    public void play(LinkProfile profile, Ticker ticker) {
        long now = ticker.nanos();
        up.play(profile, now, 0);
        down.play(profile, now, 0);
    }

    private void read() {
        while (selector.isOpen() && server.isOpen()) {
            try {
                selector.select();
                Iterator<SelectionKey> keys = selector.selectedKeys().iterator();
                while (keys.hasNext()) {
                    SelectionKey key = keys.next();
                    keys.remove();
                    if (key.isValid()) {
                        receive((DatagramChannel) key.channel(), (Flow) key.attachment());
                    }
                }
            } catch (ClosedSelectorException e) {
                return;
            } catch (IOException e) {
                // A flow's socket was closed: the datagram is lost, as on a real link, and the relay goes on. Its own
                // end closes what the loop asks for.
            }
        }
    }

    /** @param flow null where datagrams come from its senders */
    private void receive(DatagramChannel channel, @Nullable Flow flow) throws IOException {
        for (SocketAddress sender = next(channel, flow); sender != null; sender = next(channel, flow)) {
            byte[] packet = new byte[buffer.flip().remaining()];
            buffer.get(packet);
            if (flow == null) {
                up.carry(flow(sender).number(), packet);
            } else {
                down.carry(flow.number(), packet);
            }
        }
    }

    private @Nullable SocketAddress next(DatagramChannel channel, @Nullable Flow flow) throws IOException {
        while (true) {
            buffer.clear();
            try {
                return channel.receive(buffer);
            } catch (PortUnreachableException e) {
                // What the host said (ICMP) of a datagram sent before; what waits behind it is still to be read.
                if (flow != null) {
                    watch.refused(flow.number());
                }
            }
        }
    }

    private Flow flow(SocketAddress sender) throws IOException {
        Flow known = bySender.get(sender);
        if (known != null) {
            return known;
        }
        if (bySender.size() == MOST_FLOWS) {
            Iterator<Flow> eldest = bySender.values().iterator();
            Flow silent = eldest.next();
            eldest.remove();
            byNumber.remove(silent.number());
            silent.socket().close();
        }
        DatagramChannel socket = DatagramChannel.open();
        var flow = new Flow(nextFlow, sender, socket);
        boolean opened = false;
        try {
            socket.connect(target).configureBlocking(false);
            socket.register(selector, SelectionKey.OP_READ, flow);
            opened = true;
        } finally {
            if (!opened) {
                socket.close();
            }
        }
        nextFlow++;
        bySender.put(sender, flow);
        byNumber.put(flow.number(), flow);
        return flow;
    }

    private void toTarget(long number, byte[] packet) {
        Flow flow = byNumber.get(number);
        if (flow != null) {
            send(() -> {
                try {
                    flow.socket().write(ByteBuffer.wrap(packet));
                } catch (PortUnreachableException e) {
                    // Of a datagram before this one, which was not sent: it is now.
                    watch.refused(number);
                    flow.socket().write(ByteBuffer.wrap(packet));
                }
            });
        }
    }

    private void toSender(long number, byte[] packet) {
        Flow flow = byNumber.get(number);
        if (flow != null) {
            send(() -> server.send(ByteBuffer.wrap(packet), flow.sender()));
        }
    }

    @FunctionalInterface
    private interface Sending {
        void send() throws IOException;
    }

    private static void send(Sending sending) {
        try {
            sending.send();
        } catch (IOException e) {
            // A datagram that cannot be sent is lost, as on any network; or this relay is being closed.
        }
    }

    /** Ends its threads and closes its ports; datagrams inside are thrown away. */
    @Override
    public void close() throws IOException {
        up.close();
        down.close();
        server.close();
        selector.close();
        ThreadEnd.await(reader);
        List<Flow> flows = new ArrayList<>(byNumber.values());
        for (Flow flow : flows) {
            flow.socket().close();
        }
    }
}
