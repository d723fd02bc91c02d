package dev.roadrig.agent;

import com.google.protobuf.ByteString;
import dev.roadrig.agent.inference.FrameModel;
import dev.roadrig.ports.agent.BoardAgentGrpc;
import dev.roadrig.ports.agent.BoardAgentGrpc.BoardAgentBlockingStub;
import dev.roadrig.ports.agent.HelloRequest;
import dev.roadrig.ports.agent.PlaceRequest;
import dev.roadrig.ports.inference.GRPCInferenceServiceGrpc;
import dev.roadrig.ports.inference.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import dev.roadrig.ports.inference.ModelInferRequest;
import dev.roadrig.ports.inference.ModelMetadataRequest;
import dev.roadrig.ports.inference.ModelMetadataResponse;
import dev.roadrig.ports.inference.ModelReadyRequest;
import dev.roadrig.scenarios.drive.DriveFrame.Box;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.MetadataUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Tries whether an agent answers as agent.proto says: any agent, in whatever language. Changes nothing on the board but
 * sets the placement to the edge.
 */
public final class AgentConformance {
    private static final long CALL_SECONDS = 10;

    private final List<Check> checks = new ArrayList<>();
    private final String host;
    private final String token;
    private final GRPCInferenceServiceBlockingStub inference;
    private final BoardAgentBlockingStub board;
    private final CheckBoard boardChecks;
    private final GRPCInferenceServiceBlockingStub stranger;

    private AgentConformance(Channel channel, String host, String token) {
        this.host = host;
        this.token = token;
        inference = with(GRPCInferenceServiceGrpc.newBlockingStub(channel), token);
        board = with(BoardAgentGrpc.newBlockingStub(channel), token);
        boardChecks = new CheckBoard(board);
        stranger = with(GRPCInferenceServiceGrpc.newBlockingStub(channel), token + "-not");
    }

    /**
     * Runs every check, in order, each call bounded by ten seconds and the first, which connects, by a minute; a check that
     * fails does not keep the others from running.
     *
     * @param host of the agent
     * @param port of the agent
     * @param token of the agent
     */
    public static List<Check> run(String host, int port, String token) {
        try (GrpcLoop loop = new GrpcLoop("agent-check")) {
            ManagedChannel channel = loop.channel(host, port);
            try {
                return new AgentConformance(channel, host, token).all();
            } finally {
                channel.shutdownNow();
            }
        }
    }

    private static <S extends AbstractStub<S>> S with(S stub, String token) {
        var headers = new Metadata();
        headers.put(FrameProtocol.TOKEN, token);
        return stub.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    static <S extends AbstractStub<S>> S soon(S stub) {
        return stub.withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS);
    }

    private List<Check> all() {
        check("hello", boardChecks::hello);
        check(
                "a wrong token is refused",
                () -> refused(Status.Code.UNAUTHENTICATED, () -> soon(stranger)
                        .modelReady(ModelReadyRequest.getDefaultInstance())));
        check("the clock does not go back", boardChecks::clock);
        check("both models are ready", this::ready);
        check("the frame model's metadata", this::metadata);
        check("placement on the edge", () -> {
            var unused =
                    soon(board).place(PlaceRequest.newBuilder().setMode("edge").build());
            return Optional.empty();
        });
        check(
                "a picture with two boxes is answered",
                () -> frame(CheckFrames.request(CheckFrames.picture(), CheckFrames.boxes(2)), 2));
        check(
                "a picture without boxes is answered",
                () -> frame(CheckFrames.request(CheckFrames.picture(), CheckFrames.boxes(0)), 0));
        check(
                "a box that is no rectangle is refused",
                () -> refusedFrame(CheckFrames.request(CheckFrames.picture(), List.of(new Box(Float.NaN, 0, 10, 10)))));
        check(
                "a box outside the picture is refused",
                () -> refusedFrame(
                        CheckFrames.request(CheckFrames.picture(), List.of(new Box(5000, 5000, 5010, 5010)))));
        check(
                "too many boxes are refused",
                () -> refusedFrame(CheckFrames.request(CheckFrames.picture(), CheckFrames.boxes(4096))));
        check(
                "what is no picture is refused",
                () -> refusedFrame(CheckFrames.request(ByteString.copyFromUtf8("?"), CheckFrames.boxes(1))));
        check(
                "a picture that lies about its size is refused",
                () -> refusedFrame(CheckFrames.request(CheckFrames.lyingPicture(), CheckFrames.boxes(1))));
        check("a picture that is too large is refused", this::tooLarge);
        check(
                "an unknown model is refused",
                () -> refused(Status.Code.NOT_FOUND, () -> soon(inference)
                        .modelInfer(ModelInferRequest.newBuilder()
                                .setModelName("no such")
                                .build())));
        check("telemetry streams", boardChecks::telemetry);
        frameWire();
        return List.copyOf(checks);
    }

    private void frameWire() {
        int port;
        try {
            port = soon(board).hello(HelloRequest.getDefaultInstance()).getFramePort();
        } catch (StatusRuntimeException e) {
            // The first check says so.
            return;
        }
        if (port > 0) {
            var wire = new CheckFrameWire(host, port, token);
            check("frames over the frame wire", wire::frames);
            check("a wrong token on the frame wire is refused", wire::stranger);
        }
    }

    private void check(String name, Trial trial) {
        Optional<String> wrong;
        try {
            wrong = trial.run();
        } catch (StatusRuntimeException e) {
            wrong = Optional.of("answered " + words(e.getStatus()));
        }
        checks.add(new Check(name, wrong.isEmpty(), wrong.orElse("")));
    }

    static Optional<String> unless(boolean holds, String otherwise) {
        return holds ? Optional.empty() : Optional.of(otherwise);
    }

    private Optional<String> ready() {
        String model = soon(board).hello(HelloRequest.getDefaultInstance()).getModelName();
        for (String name : List.of(model, FrameProtocol.MODEL)) {
            if (!soon(inference)
                    .modelReady(ModelReadyRequest.newBuilder().setName(name).build())
                    .getReady()) {
                return Optional.of(name + " is not ready");
            }
        }
        return Optional.empty();
    }

    private Optional<String> metadata() {
        ModelMetadataResponse metadata = soon(inference)
                .modelMetadata(ModelMetadataRequest.newBuilder()
                        .setName(FrameProtocol.MODEL)
                        .build());
        String forms = names(metadata.getInputsList()) + names(metadata.getOutputsList());
        return unless(forms.equals("frame UINT8;boxes FP32;scores FP32;class INT32;"), "it has " + forms);
    }

    private static String names(List<ModelMetadataResponse.TensorMetadata> tensors) {
        var names = new StringBuilder();
        tensors.forEach(tensor -> names.append(tensor.getName())
                .append(' ')
                .append(tensor.getDatatype())
                .append(';'));
        return names.toString();
    }

    private Optional<String> frame(ModelInferRequest request, int boxes) {
        return CheckFrames.wrongIn(soon(inference).modelInfer(request), request.getId(), boxes);
    }

    private Optional<String> refusedFrame(ModelInferRequest request) {
        return refused(Status.Code.INVALID_ARGUMENT, () -> soon(inference).modelInfer(request));
    }

    private static Optional<String> refused(Status.Code wanted, Call call) {
        try {
            call.run();
        } catch (StatusRuntimeException e) {
            boolean right = e.getStatus().getCode() == wanted;
            String description = e.getStatus().getDescription();
            return unless(
                    right && description != null && !description.isEmpty(),
                    "refused as " + words(e.getStatus()) + "; it takes " + wanted + " and words");
        }
        return Optional.of("it was answered");
    }

    /** Without its cause, which is a stack of this host's. */
    private static String words(Status status) {
        return status.getCode() + (status.getDescription() == null ? "" : ": " + status.getDescription());
    }

    private Optional<String> tooLarge() {
        long most = soon(board).hello(HelloRequest.getDefaultInstance()).getMaxFrameBytes();
        if (most > FrameModel.MOST_FRAME_BYTES * 8L) {
            return Optional.of("max_frame_bytes is " + most);
        }
        ByteString large = ByteString.copyFrom(new byte[(int) most + 1]);
        return refusedFrame(CheckFrames.request(large, CheckFrames.boxes(1)));
    }

    /** What one check found; {@code found} is empty when it passed. */
    public record Check(String name, boolean passed, String found) {}

    /** Tries something; what is wrong, or empty. */
    private interface Trial {
        Optional<String> run();
    }

    private interface Call {
        void run();
    }
}
