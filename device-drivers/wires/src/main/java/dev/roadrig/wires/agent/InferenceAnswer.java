package dev.roadrig.wires.agent;

import dev.roadrig.ports.InferencePort.FrameRequest;
import dev.roadrig.ports.inference.ModelInferResponse;
import dev.roadrig.scenarios.record.v1.Result;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.agent.rest.RestClient;
import dev.roadrig.wires.agent.rest.RestFailure;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Turns whatever comes of one request into exactly one result. */
final class InferenceAnswer implements StreamObserver<ModelInferResponse>, RestClient.Taker {
    private final FrameRequest request;
    private final Ticker ticker;
    private final Executor callbacks;
    private final Consumer<Result> onResult;
    private final AtomicBoolean told = new AtomicBoolean();

    InferenceAnswer(FrameRequest request, Ticker ticker, Executor callbacks, Consumer<Result> onResult) {
        this.request = request;
        this.ticker = ticker;
        this.callbacks = callbacks;
        this.onResult = onResult;
    }

    @Override
    public void onNext(ModelInferResponse response) {
        long received = ticker.nanos();
        Result.Builder result = begin(received);
        try {
            ResultMessages.fill(result, response);
        } catch (MalformedAnswer e) {
            result = begin(received).setError("malformed answer: " + e.getMessage());
        }
        tell(result);
    }

    @Override
    public void onError(Throwable t) {
        Status status = Status.fromThrowable(t);
        String text = status.getDescription() == null ? "" : ": " + status.getDescription();
        tell(begin(ticker.nanos()).setError(status.getCode() + text));
    }

    /** The agent said why it does not answer. */
    void refused(String words) {
        tell(begin(ticker.nanos()).setError(words));
    }

    @Override
    public void answered(ModelInferResponse response) {
        onNext(response);
    }

    @Override
    public void failed(RestFailure why) {
        refused(String.valueOf(why.getMessage()));
    }

    @Override
    public void onCompleted() {
        tell(begin(ticker.nanos()).setError("ended without an answer"));
    }

    private Result.Builder begin(long received) {
        return Result.newBuilder()
                .setRequest(request.request())
                .setFrame(request.frame())
                .setWarmUp(request.warmUp())
                .setReceivedNs(received);
    }

    private void tell(Result.Builder result) {
        if (told.compareAndSet(false, true)) {
            Result finished = result.build();
            callbacks.execute(() -> onResult.accept(finished));
        }
    }
}
