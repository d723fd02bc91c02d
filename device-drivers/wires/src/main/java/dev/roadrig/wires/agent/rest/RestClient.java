package dev.roadrig.wires.agent.rest;

import dev.roadrig.ports.inference.ModelInferRequest;
import dev.roadrig.ports.inference.ModelInferResponse;
import dev.roadrig.ports.inference.rest.MalformedRest;
import dev.roadrig.ports.inference.rest.RestBody;
import dev.roadrig.ports.inference.rest.RestMessages;
import dev.roadrig.scenarios.json.JsonValue;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Calls a server of the Open Inference Protocol over HTTP/1.1, on kept connections. A call is never sent twice: one whose
 * connection is lost has failed, since nothing shows how far the server came.
 */
public final class RestClient implements AutoCloseable {
    private static final int LARGEST_ANSWER_BYTES = 16 << 20;
    private static final String TOKEN = "roadrig-token";
    private static final long CLOSING_SECONDS = 5;

    private final URI base;
    private final String token;
    private final Ticker ticker;
    private final ExecutorService wire;
    private final HttpClient http;
    private final Set<RestCall> calls = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * Makes a client; nothing is sent until the first call.
     *
     * @param host a name or an address; one of IPv6 in brackets
     * @param token goes with every call in the header {@code roadrig-token}; empty for a server that wants none
     * @param name of the board, for threads
     */
    public RestClient(String host, int port, String token, Ticker ticker, String name) {
        base = URI.create("http://" + host + ":" + port + "/");
        this.token = token;
        this.ticker = ticker;
        wire = Executors.newSingleThreadExecutor(work -> {
            var thread = new Thread(work, "rr-" + name + "-rest-wire");
            thread.setDaemon(true);
            return thread;
        });
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .proxy(HttpClient.Builder.NO_PROXY)
                .executor(wire)
                .build();
    }

    /** Whether the server says that it lives. Throws {@link RestFailure} when it says otherwise or nothing. */
    public void live(Deadline deadline) throws RestFailure, InterruptedException {
        truth(get(List.of("health", "live"), deadline), "live");
    }

    /** Whether the server takes inferences. Throws {@link RestFailure} with code {@code UNAVAILABLE} when not yet. */
    public void ready(Deadline deadline) throws RestFailure, InterruptedException {
        truth(get(List.of("health", "ready"), deadline), "ready");
    }

    /** Whether a model takes inferences. Throws {@link RestFailure} as {@link #ready}. */
    public void modelReady(String model, Deadline deadline) throws RestFailure, InterruptedException {
        truth(get(List.of("models", model, "ready"), deadline), "ready");
    }

    /** By the protocol's text both the status and a member say it; some servers have the status alone. */
    private static void truth(Optional<JsonValue.Members> json, String key) throws RestFailure {
        if (json.flatMap(members -> members.optional(key))
                .filter(said -> said instanceof JsonValue.Flag flag && !flag.on())
                .isPresent()) {
            throw new RestFailure("UNAVAILABLE", "it says that it is not " + key);
        }
    }

    /** What the server says of a model: {@code name, platform, inputs, outputs} by the protocol, as yet unchecked. */
    public JsonValue.Members metadata(String model, Deadline deadline) throws RestFailure, InterruptedException {
        return get(List.of("models", model), deadline)
                .orElseThrow(() -> new RestFailure("INTERNAL", "malformed answer: there is no JSON"));
    }

    private Optional<JsonValue.Members> get(List<String> path, Deadline deadline)
            throws RestFailure, InterruptedException {
        HttpRequest request = request(path).GET().build();
        var waiting = new Waiting(ticker);
        send(request, deadline, waiting);
        return waiting.answer(deadline).json();
    }

    /**
     * Infers, and waits for it.
     *
     * @param request with raw contents for every input
     * @param binary whether tensors go as bytes, both ways, and not in JSON
     */
    public ModelInferResponse infer(ModelInferRequest request, boolean binary, Deadline deadline)
            throws RestFailure, InterruptedException {
        var waiting = new Waiting(ticker);
        send(request(request, binary), deadline, waiting);
        return waiting.answer(deadline).inference(request.getId());
    }

    /** Infers with tensors as bytes. The one outcome comes on a thread of the client or the ticker's, and must not block. */
    public void infer(ModelInferRequest request, Deadline deadline, Taker taker) {
        RestCall.Outcome outcome = (call, answer, failure) -> {
            try {
                if (answer == null) {
                    throw failure == null ? new RestFailure("UNKNOWN", "no outcome") : failure;
                }
                taker.answered(answer.inference(request.getId()));
            } catch (RestFailure e) {
                taker.failed(e);
            }
        };
        try {
            send(request(request, true), deadline, outcome);
        } catch (RestFailure e) {
            taker.failed(e);
        }
    }

    private HttpRequest request(ModelInferRequest request, boolean binary) throws RestFailure {
        RestBody body;
        try {
            body = RestMessages.write(request, binary);
        } catch (MalformedRest e) {
            throw new RestFailure("INVALID_ARGUMENT", "the request: " + e.getMessage());
        }
        HttpRequest.Builder builder =
                request(List.of("models", request.getModelName(), "infer")).header("Content-Type", body.contentType());
        if (body.binary()) {
            builder.header(RestBody.JSON_LENGTH, Integer.toString(body.jsonBytes()));
        }
        return builder.POST(BodyPublishers.ofByteArray(body.bytes().toByteArray()))
                .build();
    }

    private HttpRequest.Builder request(List<String> path) {
        var text = new StringBuilder("v2");
        path.forEach(part -> text.append('/')
                .append(URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20")));
        HttpRequest.Builder builder = HttpRequest.newBuilder(base.resolve(text.toString()));
        return token.isEmpty() ? builder : builder.header(TOKEN, token);
    }

    private void send(HttpRequest request, Deadline deadline, RestCall.Outcome outcome) {
        var call = new RestCall(ticker, (ended, answer, failure) -> {
            calls.remove(ended);
            outcome.come(ended, answer, failure);
        });
        calls.add(call);
        if (closed) {
            call.fail("CANCELLED", "the client is closed");
            return;
        }
        call.start(http, request, LARGEST_ANSWER_BYTES, deadline);
    }

    /** Ends the client; every call that still waits fails before this returns. */
    @Override
    public void close() {
        closed = true;
        calls.forEach(call -> call.fail("CANCELLED", "the client is closed"));
        wire.shutdown();
        try {
            var unused = wire.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes the outcome of one inference. */
    public interface Taker {
        void answered(ModelInferResponse response);

        void failed(RestFailure why);
    }

    /** Waits for an outcome. */
    private static final class Waiting implements RestCall.Outcome {
        private final Ticker ticker;
        private volatile @Nullable RestAnswer answer;
        private volatile @Nullable RestFailure failure;

        Waiting(Ticker ticker) {
            this.ticker = ticker;
        }

        @Override
        public void come(RestCall call, @Nullable RestAnswer come, @Nullable RestFailure why) {
            answer = come;
            failure = why;
            ticker.signal();
        }

        RestAnswer answer(Deadline deadline) throws RestFailure, InterruptedException {
            ticker.await(() -> answer != null || failure != null, deadline);
            RestAnswer came = answer;
            if (came != null) {
                return came;
            }
            RestFailure why = failure;
            throw why == null ? new RestFailure("DEADLINE_EXCEEDED", "no whole answer by the deadline") : why;
        }
    }
}
