package dev.roadrig.agent;

import dev.roadrig.ports.inference.ModelInferResponse;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.atomic.AtomicBoolean;

/** Takes the one answer to an inference request; a second is a programming error, a caller that is gone is not. */
final class Responder {
    private final StreamObserver<ModelInferResponse> observer;
    private final AtomicBoolean answered = new AtomicBoolean();

    Responder(StreamObserver<ModelInferResponse> observer) {
        this.observer = observer;
        if (observer instanceof ServerCallStreamObserver<ModelInferResponse> call) {
            // Without a handler an answer to a caller that has hung up throws.
            call.setOnCancelHandler(() -> {});
        }
    }

    void answer(ModelInferResponse response) {
        once();
        observer.onNext(response);
        observer.onCompleted();
    }

    void refuse(Status status) {
        once();
        observer.onError(status.asRuntimeException());
    }

    private void once() {
        if (!answered.compareAndSet(false, true)) {
            throw new IllegalStateException("answered twice");
        }
    }
}
