package dev.roadrig.agent;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.Headers;
import dev.roadrig.ports.inference.ModelInferRequest;
import dev.roadrig.ports.inference.ModelInferResponse;
import dev.roadrig.ports.inference.ModelMetadataRequest;
import dev.roadrig.ports.inference.ModelMetadataResponse;
import dev.roadrig.ports.inference.ModelMetadataResponse.TensorMetadata;
import dev.roadrig.ports.inference.ModelReadyRequest;
import dev.roadrig.ports.inference.ModelReadyResponse;
import dev.roadrig.ports.inference.rest.MalformedRest;
import dev.roadrig.ports.inference.rest.RestBody;
import dev.roadrig.ports.inference.rest.RestMessages;
import dev.roadrig.scenarios.json.JsonValue;
import dev.roadrig.scenarios.json.JsonValue.Flag;
import dev.roadrig.scenarios.json.JsonValue.Items;
import dev.roadrig.scenarios.json.JsonValue.Members;
import dev.roadrig.scenarios.json.JsonValue.Text;
import dev.roadrig.scenarios.json.JsonValue.Whole;
import dev.roadrig.scenarios.time.Ticker;
import io.grpc.Status;
import io.grpc.StatusException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;

/** The calls of the Open Inference Protocol by their paths; what they do is {@link InferenceService}'s. */
final class RestCalls {
    /** As many as the edge takes at once, before it has begun with the first. */
    static final int MOST_INFERENCES = EdgeWorker.MOST_WAITING;

    private final TokenGate gate;
    private final InferenceService inference;
    private final Ticker ticker;
    private final Duration longest;
    private final Semaphore free = new Semaphore(MOST_INFERENCES);

    /** @param longest how long an inference is waited for */
    RestCalls(TokenGate gate, InferenceService inference, Ticker ticker, Duration longest) {
        this.gate = gate;
        this.inference = inference;
        this.ticker = ticker;
        this.longest = longest;
    }

    /**
     * Answers one call; an inference is waited for, and only so many at once: the threads that are left answer the rest.
     * Throws when its body cannot be read, since then nobody hears.
     */
    RestReply answer(String method, URI uri, Headers headers, InputStream in) throws IOException {
        Optional<Status> refused = gate.refusal(headers.getFirst(FrameProtocol.TOKEN.name()));
        if (refused.isPresent()) {
            return RestReply.refused(refused.get());
        }
        gate.called();
        byte[] bytes = in.readNBytes(GrpcLoop.MOST_MESSAGE_BYTES + 1);
        long receivedNanos = inference.nanos();
        try {
            if (bytes.length > GrpcLoop.MOST_MESSAGE_BYTES) {
                throw invalid("a body has at most " + GrpcLoop.MOST_MESSAGE_BYTES + " bytes");
            }
            RestPath path = RestPath.of(uri);
            boolean infers = path.verb().equals("infer");
            if (!method.equals(infers ? "POST" : "GET")) {
                throw Status.UNIMPLEMENTED
                        .withDescription("this path is for " + (infers ? "POST" : "GET"))
                        .asException();
            }
            if (infers) {
                var body = RestBody.of(
                        ByteString.copyFrom(bytes), Optional.ofNullable(headers.getFirst(RestBody.JSON_LENGTH)));
                return inferIfFree(RestMessages.readRequest(path.model(), path.version(), body), receivedNanos);
            }
            return RestReply.ok(told(path));
        } catch (MalformedRest e) {
            return RestReply.refused(Status.INVALID_ARGUMENT.withDescription(e.getMessage()));
        } catch (StatusException e) {
            return RestReply.refused(e.getStatus());
        }
    }

    private static StatusException invalid(String words) {
        return Status.INVALID_ARGUMENT.withDescription(words).asException();
    }

    private Members told(RestPath path) throws StatusException {
        return switch (path.verb()) {
            case "live", "server-ready" ->
                Members.none().with(path.verb().equals("live") ? "live" : "ready", new Flag(true));
            case "server" ->
                Members.none()
                        .with("name", "roadrig-agent")
                        .with("version", AgentVersion.TEXT)
                        .with("extensions", new Items(List.of(new Text("binary_tensor_data"))));
            case "ready" -> ready(path);
            default -> metadata(path);
        };
    }

    private Members ready(RestPath path) throws StatusException {
        var answer = new Unary.Kept<ModelReadyResponse>();
        inference.modelReady(
                ModelReadyRequest.newBuilder()
                        .setName(path.model())
                        .setVersion(path.version())
                        .build(),
                answer);
        if (!answer.value().getReady()) {
            metadata(path); // says what models there are
        }
        return Members.none().with("name", path.model()).with("ready", new Flag(true));
    }

    private Members metadata(RestPath path) throws StatusException {
        var answer = new Unary.Kept<ModelMetadataResponse>();
        inference.modelMetadata(
                ModelMetadataRequest.newBuilder()
                        .setName(path.model())
                        .setVersion(path.version())
                        .build(),
                answer);
        ModelMetadataResponse metadata = answer.value();
        return Members.none()
                .with("name", metadata.getName())
                .with(
                        "versions",
                        new Items(metadata.getVersionsList().stream()
                                .<JsonValue>map(Text::new)
                                .toList()))
                .with("platform", metadata.getPlatform())
                .with("inputs", tensors(metadata.getInputsList()))
                .with("outputs", tensors(metadata.getOutputsList()));
    }

    private static Items tensors(List<TensorMetadata> tensors) {
        return new Items(tensors.stream()
                .<JsonValue>map(tensor -> Members.none()
                        .with("name", tensor.getName())
                        .with("datatype", tensor.getDatatype())
                        .with(
                                "shape",
                                new Items(tensor.getShapeList().stream()
                                        .<JsonValue>map(Whole::new)
                                        .toList())))
                .toList());
    }

    private RestReply inferIfFree(ModelInferRequest request, long receivedNanos) throws MalformedRest {
        if (!free.tryAcquire()) {
            return RestReply.refused(Status.RESOURCE_EXHAUSTED.withDescription(
                    MOST_INFERENCES + " requests over REST wait already; send them further apart"));
        }
        try {
            return infer(request, receivedNanos);
        } finally {
            free.release();
        }
    }

    private RestReply infer(ModelInferRequest request, long receivedNanos) throws MalformedRest {
        var answer = new CompletableFuture<ModelInferResponse>();
        inference.infer(request, receivedNanos, new Responder(new Responder.Way() {
            @Override
            public void answer(ModelInferResponse response) {
                answer.complete(response);
                ticker.signal();
            }

            @Override
            public void refuse(Status status) {
                answer.completeExceptionally(status.asException());
                ticker.signal();
            }
        }));
        try {
            if (!ticker.await(answer::isDone, ticker.in(longest))) {
                return RestReply.refused(Status.DEADLINE_EXCEEDED.withDescription(
                        "no result of '%s' within %.1f s; it is computed still, and then dropped. Send requests further apart"
                                .formatted(request.getModelName(), longest.toMillis() / 1e3)));
            }
            return RestReply.ok(RestMessages.write(answer.get(), request));
        } catch (ExecutionException e) {
            return RestReply.refused(Status.fromThrowable(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return RestReply.refused(Status.UNAVAILABLE.withDescription("the agent ends"));
        }
    }
}
