package dev.roadrig.boards.link.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.scenarios.time.RealTicker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.awaitility.Awaitility;

/** A service, a clock, and relays to it; at the end no relay's thread may be left. */
final class Streams implements AutoCloseable {
    static final String THREADS = "rr-stream-test";

    final RealTicker ticker = new RealTicker("clock");
    final ServerSocket service = new ServerSocket(0, 4096, InetAddress.getLoopbackAddress());

    Streams() throws IOException {}

    /** Both ends of one connection through a relay. */
    record Pair(Socket client, Socket target) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            try (client;
                    target) {
                client.setSoLinger(true, 0);
            }
        }
    }

    StreamRelay relay(StreamPolicies policies) throws IOException {
        return StreamRelay.open(place(), policies, ticker);
    }

    StreamRelay.Place place() {
        var listen = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return new StreamRelay.Place(THREADS, listen, (InetSocketAddress) service.getLocalSocketAddress());
    }

    Pair connect(StreamRelay relay) throws IOException {
        Socket client = client(relay);
        return new Pair(client, service.accept());
    }

    static Socket client(StreamRelay relay) throws IOException {
        return new Socket(relay.address().getAddress(), relay.address().getPort());
    }

    /** Whether the stream ended by a reset: false for an orderly end, an error when it does not end. */
    static boolean endsByReset(Socket socket) throws IOException {
        socket.setSoTimeout(20_000);
        try {
            while (socket.getInputStream().read() >= 0) {
                // What came before the end does not matter.
            }
            return false;
        } catch (java.net.SocketException e) {
            assertThat(e).hasMessageContaining("reset");
            return true;
        }
    }

    static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    static void eventually(org.awaitility.core.ThrowingRunnable holds) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(holds);
    }

    @Override
    public void close() throws IOException {
        service.close();
        ticker.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .as("threads left behind")
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith(THREADS));
    }
}
