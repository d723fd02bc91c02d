package dev.roadrig.boards.link.serve;

import com.sun.net.httpserver.HttpExchange;
import dev.roadrig.boards.http.OwnedHttp;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The interface over HTTP, on threads of its own. Bodies are 1 MiB at most. */
final class ApiServer implements AutoCloseable {
    private static final int MOST_BODY_BYTES = 1 << 20;

    /** What of a longer body is still read, so that its sender reads the answer and not a reset. */
    private static final long MOST_DRAINED_BYTES = 16L << 20;

    private static final int THREADS = 8;
    private static final int FORBIDDEN = 403;
    private static final int TOO_LARGE = 413;
    private static final int SERVER_ERROR = 500;

    private final LinkApi api;
    private final OwnedHttp http;

    /** @throws IOException when it cannot listen there */
    ApiServer(InetSocketAddress listen, LinkApi api) throws IOException {
        this.api = api;
        http = new OwnedHttp(listen, "rr-link-api", THREADS, this::handle);
    }

    InetSocketAddress address() {
        return http.address();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            send(exchange, answer(exchange));
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        String agent = exchange.getRequestHeaders().getFirst("User-Agent");
        if (agent != null && agent.startsWith("Mozilla/")) {
            // A page of any site could otherwise have its reader's browser drive the link.
            return Answer.plain(FORBIDDEN, "User agent not allowed\n");
        }
        try {
            List<String> path = path(exchange.getRequestURI().getRawPath());
            return api.answer(exchange.getRequestMethod(), path, body(exchange.getRequestBody()));
        } catch (ApiFault e) {
            return Answer.fault(e);
        } catch (RuntimeException e) {
            return Answer.fault(new ApiFault(SERVER_ERROR, "a defect of Roadrig, please report it: " + e));
        }
    }

    private static List<String> path(String raw) throws ApiFault {
        List<String> parts = new ArrayList<>();
        try {
            for (String part : raw.substring(1).split("/", -1)) {
                parts.add(URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8));
            }
        } catch (IllegalArgumentException e) {
            throw ApiFault.badBody("the path is not encoded as paths are");
        }
        return parts;
    }

    private static String body(InputStream in) throws IOException, ApiFault {
        byte[] bytes = in.readNBytes(MOST_BODY_BYTES + 1);
        if (bytes.length > MOST_BODY_BYTES) {
            drain(in);
            throw new ApiFault(TOO_LARGE, "bad request body: it is over 1 MiB");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw ApiFault.badBody("it is not UTF-8");
        }
    }

    private static void drain(InputStream in) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long drained = 0;
        int n = 0;
        while (n >= 0 && drained < MOST_DRAINED_BYTES) {
            n = in.read(buffer);
            drained += n;
        }
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }

    /** Ends its threads. */
    @Override
    public void close() {
        http.close();
    }
}
