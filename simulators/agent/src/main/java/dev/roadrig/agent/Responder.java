package dev.roadrig.agent;

import dev.roadrig.ports.inference.ModelInferResponse;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.atomic.AtomicBoolean;

/** Takes the one answer to an inference request; a second is a programming error, a caller that is gone is not. */
final class Responder {
    private final Way way;
    private final AtomicBoolean answered = new AtomicBoolean();

    Responder(Way way) {
        this.way = way;
    }

    /** For a call that has one answer. */
    static Responder of(StreamObserver<ModelInferResponse> observer) {
        if (observer instanceof ServerCallStreamObserver<ModelInferResponse> call) {
            // Without a handler an answer to a caller that has hung up throws.
            call.setOnCancelHandler(() -> {});
        }
        return new Responder(new Way() {
            @Override
            public void answer(ModelInferResponse response) {
                Unary.answer(observer, response);
            }

            @Override
            public void refuse(Status status) {
                observer.onError(status.asRuntimeException());
            }
        });
    }

    void answer(ModelInferResponse response) {
        once();
        way.answer(response);
    }

    void refuse(Status status) {
        once();
        way.refuse(status);
    }

    private void once() {
        if (!answered.compareAndSet(false, true)) {
            throw new IllegalStateException("answered twice");
        }
    }

    /** How an answer goes back. */
    interface Way {
        void answer(ModelInferResponse response);

        void refuse(Status status);
    }
}
