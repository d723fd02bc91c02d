package dev.roadrig.boards.link.packet;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The senders of a relay's datagrams, each a flow with a socket in its name; the one that was silent longest gives way when
 * there are {@value #MOST_FLOWS}. Made and forgotten by one thread, found by any.
 */
final class UdpFlows {
    private static final int MOST_FLOWS = 1_024;

    private final InetSocketAddress target;
    private final Selector selector;
    private final Map<SocketAddress, Flow> bySender = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Long, Flow> byNumber = new ConcurrentHashMap<>();
    private long nextFlow;
    /** Where the kernel threw something away at a flow's socket, as of the last look; of forgotten ones too. */
    private final Map<Long, Long> overruns = new ConcurrentHashMap<>();

    /**
     * A sender, and the socket in its name.
     *
     * @param local that socket's own address
     */
    record Flow(long number, SocketAddress sender, DatagramChannel socket, InetSocketAddress local) {}

    UdpFlows(InetSocketAddress target, Selector selector) {
        this.target = target;
        this.selector = selector;
    }

    /** Whether it has sent before, and not too long ago. */
    boolean knows(SocketAddress sender) {
        return bySender.containsKey(sender);
    }

    /** A sender's flow; a new one where it has none. */
    Flow of(SocketAddress sender) throws IOException {
        Flow known = bySender.get(sender);
        if (known != null) {
            return known;
        }
        if (bySender.size() == MOST_FLOWS) {
            forgetEldest();
        }
        Flow flow = open(sender);
        nextFlow++;
        bySender.put(sender, flow);
        byNumber.put(flow.number(), flow);
        return flow;
    }

    private Flow open(SocketAddress sender) throws IOException {
        DatagramChannel socket = DatagramChannel.open();
        boolean opened = false;
        try {
            socket.setOption(StandardSocketOptions.SO_RCVBUF, UdpRelay.RECEIVE_BYTES);
            socket.connect(target).configureBlocking(false);
            var flow = new Flow(nextFlow, sender, socket, (InetSocketAddress) socket.getLocalAddress());
            socket.register(selector, SelectionKey.OP_READ, flow);
            opened = true;
            return flow;
        } finally {
            if (!opened) {
                socket.close();
            }
        }
    }

    private void forgetEldest() throws IOException {
        Iterator<Flow> eldest = bySender.values().iterator();
        Flow silent = eldest.next();
        eldest.remove();
        byNumber.remove(silent.number());
        silent.socket().close();
    }

    /** Null where it has been forgotten. */
    @Nullable
    Flow byNumber(long number) {
        return byNumber.get(number);
    }

    /**
     * What the kernel threw away at the sockets, unread; of those that were forgotten, what was so at the last look.
     *
     * @param drops as of now
     */
    long overrun(SocketDrops drops) {
        for (Flow flow : byNumber.values()) {
            long lost = drops.of(flow.local(), target);
            if (lost > 0) {
                overruns.merge(flow.number(), lost, Math::max);
            }
        }
        return overruns.values().stream().mapToLong(Long::longValue).sum();
    }

    void close() throws IOException {
        List<Flow> flows = new ArrayList<>(byNumber.values());
        for (Flow flow : flows) {
            flow.socket().close();
        }
    }
}
