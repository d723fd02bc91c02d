package dev.roadrig.boards.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import dev.roadrig.boards.http.OwnedHttp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** A relay on a free loopback port. */
public final class RelayServer implements AutoCloseable {
    private static final int THREADS = 2;
    private static final int UNAUTHORIZED = 401;
    private static final String HTML = "<html><body>Welcome to your router</body></html>";

    private final RelayMake make;
    private final RelayContact contact;
    private final Optional<RelayDoor> door;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final OwnedHttp http;

    /**
     * Listens.
     *
     * @param door empty for a relay that anybody may switch
     */
    public RelayServer(RelayMake make, RelayContact contact, Optional<RelayDoor> door) throws IOException {
        this(make, contact, door, 0);
    }

    /** As above, at a given port: one that was restarted. */
    public RelayServer(RelayMake make, RelayContact contact, Optional<RelayDoor> door, int port) throws IOException {
        this.make = make;
        this.contact = contact;
        this.door = door;
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        http = new OwnedHttp(address, "rr-relay", THREADS, this::handle);
    }

    /** As a rack writes it. */
    public String url() {
        return "http://127.0.0.1:" + http.address().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            URI uri = exchange.getRequestURI();
            switch (contact.fault()) {
                case HANGS_UP -> {}
                case SILENT -> waitForTheEnd();
                case GARBAGE -> send(exchange, new RelayMake.Reply(200, HTML));
                default -> answer(exchange, uri);
            }
        }
    }

    private void answer(HttpExchange exchange, URI uri) throws IOException {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        String asked = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        Optional<String> challenge =
                door.flatMap(each -> each.challenge(make, exchange.getRequestMethod(), asked, authorization));
        if (contact.fault() == RelayFault.DENIES) {
            challenge = Optional.of("Basic realm=\"relay\"");
        }
        if (challenge.isPresent()) {
            exchange.getResponseHeaders().set("WWW-Authenticate", challenge.get());
            send(exchange, new RelayMake.Reply(UNAUTHORIZED, "401 Unauthorized"));
            return;
        }
        send(exchange, make.answer(uri.getPath(), query(uri), contact));
    }

    private static Map<String, String> query(URI uri) {
        Map<String, String> all = new HashMap<>();
        for (String pair : String.valueOf(uri.getRawQuery()).split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                all.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), UTF_8));
            }
        }
        return all;
    }

    private void waitForTheEnd() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, RelayMake.Reply reply) throws IOException {
        byte[] body = reply.body().getBytes(UTF_8);
        exchange.sendResponseHeaders(reply.status(), body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        closing.countDown();
        http.close();
    }
}
