package dev.roadrig.agent;

import dev.roadrig.agent.inference.BadFrame;
import dev.roadrig.agent.inference.FrameModel;
import dev.roadrig.ports.agent.AgentEvent;
import dev.roadrig.ports.agent.BoardAgentGrpc.BoardAgentImplBase;
import dev.roadrig.ports.agent.ClockReply;
import dev.roadrig.ports.agent.ClockRequest;
import dev.roadrig.ports.agent.EventsRequest;
import dev.roadrig.ports.agent.HelloReply;
import dev.roadrig.ports.agent.HelloRequest;
import dev.roadrig.ports.agent.PlaceReply;
import dev.roadrig.ports.agent.PlaceRequest;
import dev.roadrig.ports.agent.PreloadReply;
import dev.roadrig.ports.agent.PreloadRequest;
import dev.roadrig.ports.agent.ShutdownReply;
import dev.roadrig.ports.agent.ShutdownRequest;
import dev.roadrig.ports.agent.TelemetryRequest;
import dev.roadrig.ports.agent.TelemetrySample;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Who the agent is, its clock, sensors, events and placement. */
final class BoardService extends BoardAgentImplBase {
    private final HelloReply hello;
    private final BoardTime time;
    private final TelemetryStreams telemetry;
    private final EventStreams events;
    private final Preloaded preloaded;
    private final Executor files;
    private final Places places;
    private final Runnable onShutdown;

    BoardService(
            HelloReply hello,
            BoardTime time,
            TelemetryStreams telemetry,
            EventStreams events,
            Preloaded preloaded,
            Executor files,
            Places places,
            Runnable onShutdown) {
        this.hello = hello;
        this.time = time;
        this.telemetry = telemetry;
        this.events = events;
        this.preloaded = preloaded;
        this.files = files;
        this.places = places;
        this.onShutdown = onShutdown;
    }

    static HelloReply hello(BoardTime time, Pacer pacer, FrameModel model, SidePorts ports) {
        return HelloReply.newBuilder()
                .setAgentVersion(AgentVersion.TEXT)
                .setBootId(time.bootId())
                .setModelName(model.card().name())
                .setModelSha256(model.card().sha256())
                .setEngine(model.engine().engine())
                .setMaxFrameBytes(FrameModel.MOST_FRAME_BYTES)
                .setMaxBoxes(model.mostBoxes())
                .setStageSource(pacer.source().word())
                .setFramePort(ports.frames().port())
                .setRestPort(ports.rest().port())
                .build();
    }

    @Override
    public void hello(HelloRequest request, StreamObserver<HelloReply> answer) {
        Unary.answer(answer, hello);
    }

    @Override
    public void clock(ClockRequest request, StreamObserver<ClockReply> answer) {
        ClockReply.Builder reply = ClockReply.newBuilder().setT2Ns(time.nanos()).setBootId(time.bootId());
        Unary.answer(answer, reply.setT3Ns(time.nanos()).build());
    }

    @Override
    public void telemetry(TelemetryRequest request, StreamObserver<TelemetrySample> caller) {
        telemetry.open(request.getPeriodNs(), (ServerCallStreamObserver<TelemetrySample>) caller);
    }

    @Override
    public void events(EventsRequest request, StreamObserver<AgentEvent> caller) {
        events.open((ServerCallStreamObserver<AgentEvent>) caller);
    }

    @Override
    public void place(PlaceRequest request, StreamObserver<PlaceReply> answer) {
        try {
            places.place(request);
        } catch (IllegalArgumentException e) {
            answer.onError(
                    Status.INVALID_ARGUMENT.withDescription(e.getMessage()).asRuntimeException());
            return;
        }
        Unary.answer(answer, PlaceReply.getDefaultInstance());
    }

    @Override
    public void preload(PreloadRequest request, StreamObserver<PreloadReply> answer) {
        ((ServerCallStreamObserver<PreloadReply>) answer).setOnCancelHandler(() -> {});
        try {
            files.execute(() -> load(request.getFolder(), answer));
        } catch (RejectedExecutionException e) {
            answer.onError(Status.RESOURCE_EXHAUSTED
                    .withDescription("folders wait to be read already, or the agent is ending")
                    .asRuntimeException());
        }
    }

    private void load(String folder, StreamObserver<PreloadReply> answer) {
        try {
            Unary.answer(answer, preloaded.load(folder));
        } catch (BadFrame e) {
            answer.onError(
                    Status.INVALID_ARGUMENT.withDescription(e.getMessage()).asRuntimeException());
        }
    }

    @Override
    public void shutdown(ShutdownRequest request, StreamObserver<ShutdownReply> answer) {
        Unary.answer(answer, ShutdownReply.getDefaultInstance());
        onShutdown.run();
    }

    /** Changes where to infer. */
    interface Places {
        /** Throws {@link IllegalArgumentException} with what is wrong with the request. */
        void place(PlaceRequest request);
    }
}
