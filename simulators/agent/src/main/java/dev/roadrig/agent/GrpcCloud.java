package dev.roadrig.agent;

import dev.roadrig.agent.placement.Cloud;
import dev.roadrig.ports.inference.GRPCInferenceServiceGrpc;
import dev.roadrig.ports.inference.GRPCInferenceServiceGrpc.GRPCInferenceServiceStub;
import dev.roadrig.ports.inference.ModelInferResponse;
import dev.roadrig.ports.inference.ServerLiveRequest;
import dev.roadrig.ports.inference.ServerLiveResponse;
import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.MetadataUtils;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The cloud over gRPC. Deadlines are the placer's: a call has none of its own, and is cancelled, which resets its
 * stream and drops what of it has not been written. Bytes that were written wait in the socket.
 */
final class GrpcCloud implements Cloud<FrameRequest, ModelInferResponse> {
    private final Supplier<ManagedChannel> connect;
    private final Metadata headers = new Metadata();
    private ManagedChannel channel;
    private boolean closed;

    GrpcCloud(Supplier<ManagedChannel> connect, String token) {
        this.connect = connect;
        headers.put(FrameProtocol.TOKEN, token);
        channel = connect.get();
    }

    @Override
    public Call infer(FrameRequest request, Consumer<Reply<ModelInferResponse>> onReply) {
        var call = new OneReply<ModelInferResponse>(onReply);
        // Outside of the frame's own call: that call's end, with the edge's answer, would cancel this one.
        Context.ROOT.run(() -> stub().modelInfer(request.forCloud(), call));
        return call::cancel;
    }

    @Override
    public Call probe(Consumer<Boolean> onReply) {
        var call = new OneReply<ServerLiveResponse>(reply -> onReply.accept(reply instanceof Answered<?>));
        ManagedChannel current = current();
        // A refused connection is tried again after a second, then two, four, ...; a probe asks now.
        current.resetConnectBackoff();
        Context.ROOT.run(() -> stub().serverLive(ServerLiveRequest.getDefaultInstance(), call));
        return call::cancel;
    }

    private synchronized ManagedChannel current() {
        return channel;
    }

    private GRPCInferenceServiceStub stub() {
        return GRPCInferenceServiceGrpc.newStub(current())
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    @Override
    public void reconnect() {
        ManagedChannel silent;
        synchronized (this) {
            if (closed) {
                return;
            }
            silent = channel;
            channel = connect.get();
        }
        silent.shutdownNow();
    }

    @Override
    public void close() {
        ManagedChannel last;
        synchronized (this) {
            closed = true;
            last = channel;
        }
        last.shutdownNow();
    }

    /** Takes a unary call's end. */
    private static final class OneReply<R> implements ClientResponseObserver<Object, R> {
        private final Consumer<Reply<R>> onReply;
        private @Nullable ClientCallStreamObserver<Object> call;
        private @Nullable R answer;

        OneReply(Consumer<Reply<R>> onReply) {
            this.onReply = onReply;
        }

        @Override
        public void beforeStart(ClientCallStreamObserver<Object> started) {
            call = started;
        }

        void cancel() {
            ClientCallStreamObserver<Object> started = call;
            if (started != null) {
                started.cancel("given up", null);
            }
        }

        @Override
        public void onNext(R value) {
            answer = value;
        }

        @Override
        public void onError(Throwable failure) {
            Status status = Status.fromThrowable(failure);
            onReply.accept(new Failed<>(
                    status.getCode() == Status.Code.UNAVAILABLE, status.getCode() + ": " + status.getDescription()));
        }

        @Override
        public void onCompleted() {
            R value = answer;
            onReply.accept(value == null ? new Failed<>(false, "an end without an answer") : new Answered<>(value));
        }
    }
}
