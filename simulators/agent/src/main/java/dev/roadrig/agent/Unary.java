package dev.roadrig.agent;

import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.StreamObserver;
import org.jspecify.annotations.Nullable;

/** The answer of a call that has one. */
final class Unary {
    private Unary() {}

    static <T> void answer(StreamObserver<T> observer, T answer) {
        observer.onNext(answer);
        observer.onCompleted();
    }

    /** Keeps the answer of a service that answers at once, for a caller who did not come by gRPC. */
    static final class Kept<T> implements StreamObserver<T> {
        private @Nullable T value;
        private Status refusal = Status.INTERNAL.withDescription("no answer");

        @Override
        public void onNext(T answer) {
            value = answer;
        }

        @Override
        public void onError(Throwable why) {
            refusal = Status.fromThrowable(why);
        }

        @Override
        public void onCompleted() {}

        T value() throws StatusException {
            T kept = value;
            if (kept == null) {
                throw refusal.asException();
            }
            return kept;
        }
    }
}
