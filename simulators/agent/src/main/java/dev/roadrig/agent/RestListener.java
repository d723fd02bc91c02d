package dev.roadrig.agent;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.roadrig.ports.inference.rest.RestBody;
import dev.roadrig.scenarios.time.ThreadEnd;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Where an agent takes the Open Inference Protocol over REST, on threads of its own. */
final class RestListener implements AutoCloseable {
    private static final int THREADS = 4;

    static {
        // The JDK's server reads these once: an answer's body must not wait for the acknowledgement of its head, and a
        // caller who never ends a request must not hold a thread for ever (seconds).
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxReqTime", "30");
    }

    private final HttpServer http;
    private final OwnThreads threads;
    private final ExecutorService pool;

    private RestListener(HttpServer http, OwnThreads threads) {
        this.http = http;
        this.threads = threads;
        pool = Executors.newFixedThreadPool(THREADS, threads);
    }

    /** Has a free port of an address, and takes nobody yet. */
    static RestListener bind(String board, String host) throws IOException {
        return new RestListener(HttpServer.create(new InetSocketAddress(host, 0), 0), new OwnThreads(board, "rest"));
    }

    int port() {
        return http.getAddress().getPort();
    }

    /** Takes calls from now on. */
    void start(TokenGate gate, InferenceService inference) {
        var calls = new RestCalls(gate, inference);
        http.setExecutor(pool);
        http.createContext("/", exchange -> handle(exchange, calls));
        // The server's own thread is a daemon when the one that starts it is.
        Thread start = threads.newThread(http::start);
        start.start();
        ThreadEnd.await(start);
    }

    private static void handle(HttpExchange exchange, RestCalls calls) throws IOException {
        try (exchange;
                InputStream in = exchange.getRequestBody()) {
            RestReply reply = calls.answer(
                    exchange.getRequestMethod(), exchange.getRequestURI(), exchange.getRequestHeaders(), in);
            RestBody body = reply.body();
            exchange.getResponseHeaders().set("Content-Type", body.contentType());
            if (body.binary()) {
                exchange.getResponseHeaders().set(RestBody.JSON_LENGTH, Integer.toString(body.jsonBytes()));
            }
            exchange.sendResponseHeaders(reply.status(), body.bytes().size());
            try (OutputStream out = exchange.getResponseBody()) {
                body.bytes().writeTo(out);
            }
        }
    }

    /** Hangs up on every caller; also frees a thread that writes to one who does not read. */
    @Override
    public void close() {
        http.stop(0);
        pool.shutdownNow();
        threads.join();
    }
}
