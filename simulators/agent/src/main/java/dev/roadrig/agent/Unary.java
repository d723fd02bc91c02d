package dev.roadrig.agent;

import io.grpc.stub.StreamObserver;

/** The answer of a call that has one. */
final class Unary {
    private Unary() {}

    static <T> void answer(StreamObserver<T> observer, T answer) {
        observer.onNext(answer);
        observer.onCompleted();
    }
}
