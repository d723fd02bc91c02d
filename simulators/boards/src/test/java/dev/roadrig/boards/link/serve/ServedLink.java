package dev.roadrig.boards.link.serve;

import static org.awaitility.Awaitility.await;

import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.time.RealTicker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;

/** A link server with a service behind it; its end asserts that no thread and no port of it is left. */
final class ServedLink implements AutoCloseable {
    final EchoTarget target = new EchoTarget();
    final RealTicker ticker = new RealTicker("link");
    final LinkServer server;

    ServedLink() throws IOException, RigFault {
        server = LinkServer.open(Endpoint.parse("127.0.0.1:0"), new ServeRules(ticker, 1, false));
    }

    int apiPort() {
        return Endpoint.parse(server.api()).port();
    }

    static Socket connect(String address) throws IOException {
        var socket = new Socket(
                InetAddress.getLoopbackAddress(), Endpoint.parse(address).port());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(20_000);
        return socket;
    }

    static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> name.startsWith("rr-link") || name.startsWith("HTTP-Dispatcher"))
                .toList();
    }

    @Override
    public void close() throws IOException {
        int port = apiPort();
        server.close();
        ticker.close();
        target.close();
        await().atMost(Duration.ofSeconds(10)).until(() -> threads().isEmpty());
        try (var again = new java.net.ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            again.getLocalPort();
        }
    }
}
