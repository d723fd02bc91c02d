package dev.roadrig.agent;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.roadrig.ports.inference.rest.RestBody;
import dev.roadrig.scenarios.time.ThreadEnd;
import dev.roadrig.scenarios.time.Ticker;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Where an agent takes the Open Inference Protocol over REST, on threads of its own. */
final class RestListener implements AutoCloseable {
    /** For calls beside inferences, which are answered while as many inferences wait as may. */
    private static final int OTHERS = 8;

    private static final int THREADS = RestCalls.MOST_INFERENCES + OTHERS;
    private static final int IDLE_SECONDS = 10;

    /** Less than {@code RestClient}'s callers wait for a frame, so that they hear the agent's own words (30 s). */
    private static final Duration LONGEST_INFERENCE = Duration.ofSeconds(25);

    static {
        // The JDK's server reads these once: an answer's body must not wait for the acknowledgement of its head, and a
        // caller who never ends a request must not hold a thread for ever (seconds).
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxReqTime", "30");
    }

    private final HttpServer http;
    private final OwnThreads threads;
    private final ThreadPoolExecutor pool;

    private RestListener(HttpServer http, OwnThreads threads) {
        this.http = http;
        this.threads = threads;
        pool = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
        pool.allowCoreThreadTimeOut(true);
    }

    /** Has a free port of an address, and takes nobody yet. */
    static RestListener bind(String board, String host) throws IOException {
        return new RestListener(HttpServer.create(new InetSocketAddress(host, 0), 0), new OwnThreads(board, "rest"));
    }

    int port() {
        return http.getAddress().getPort();
    }

    /** Takes calls from now on. */
    void start(TokenGate gate, InferenceService inference, Ticker ticker) {
        start(new RestCalls(gate, inference, ticker, LONGEST_INFERENCE));
    }

    void start(RestCalls calls) {
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
