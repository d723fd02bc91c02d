package dev.roadrig.boards.link.stream;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Accepts connections and knows those that there are. */
final class Connections {
    private static final int BACKLOG = 4096;
    private static final int MOST_AT_ONCE = 64;

    /** How long nothing is accepted after the host had no file descriptor left. */
    private static final long NO_ROOM_NANOS = 20_000_000L;

    private final Loop loop;
    private final StreamPolicies policies;
    private final InetSocketAddress target;
    private final long connectNanos;
    private final ServerSocketChannel server;
    private final InetSocketAddress address;
    private final SelectionKey key;
    private final Set<Connection> all = new LinkedHashSet<>();
    private final AtomicInteger running = new AtomicInteger();
    private long nextNumber;

    /** @param connectNanos for how long the target is tried */
    Connections(Loop loop, StreamRelay.Place place, StreamPolicies policies, long connectNanos) throws IOException {
        this.loop = loop;
        this.policies = policies;
        this.target = place.target();
        this.connectNanos = connectNanos;
        this.server = ServerSocketChannel.open();
        try {
            server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            server.bind(place.listen(), BACKLOG);
            server.configureBlocking(false);
            this.address = (InetSocketAddress) server.getLocalAddress();
            this.key = server.register(loop.selector(), SelectionKey.OP_ACCEPT, (Runnable) this::accept);
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    private void accept() {
        try {
            for (int i = 0; i < MOST_AT_ONCE; i++) {
                SocketChannel client = server.accept();
                if (client == null) {
                    return;
                }
                admit(client);
            }
        } catch (IOException e) {
            // No file descriptor is left: who knocks waits in the kernel's queue until some are.
            key.interestOps(0);
            loop.dues().at(loop.ticker().nanos() + NO_ROOM_NANOS, now -> key.interestOps(SelectionKey.OP_ACCEPT));
        }
    }

    private void admit(SocketChannel client) throws IOException {
        SocketChannel onward = null;
        try {
            onward = SocketChannel.open();
            var connection = new Connection(this, nextNumber++, client, onward);
            all.add(connection);
            running.incrementAndGet();
            connection.connect(target, connectNanos);
        } catch (IOException | RuntimeException e) {
            client.setOption(StandardSocketOptions.SO_LINGER, 0);
            client.close();
            if (onward != null) {
                onward.close();
            }
            if (e instanceof RuntimeException failure) {
                loop.failed(failure);
            }
        }
    }

    /** All there are, in the order of their arrival, whatever the action does to them. */
    void each(Consumer<Connection> action) {
        List.copyOf(all).forEach(action);
    }

    void ended() {
        running.decrementAndGet();
    }

    void forget(Connection connection) {
        all.remove(connection);
    }

    /** How many run; those that have ended in order and only wait for the other side's end are not counted. */
    int running() {
        return running.get();
    }

    InetSocketAddress address() {
        return address;
    }

    Loop loop() {
        return loop;
    }

    StreamPolicies policies() {
        return policies;
    }

    void close() throws IOException {
        server.close();
        each(Connection::broken);
    }
}
