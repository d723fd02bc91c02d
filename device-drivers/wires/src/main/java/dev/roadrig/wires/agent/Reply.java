package dev.roadrig.wires.agent;

import dev.roadrig.scenarios.time.Ticker;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import org.jspecify.annotations.Nullable;

/** Takes a call's one answer and the time when it came. */
final class Reply<T> implements StreamObserver<T> {
    private final Ticker ticker;
    private volatile @Nullable T value;
    private volatile @Nullable Throwable failure;
    private volatile long receivedNanos;
    private volatile boolean done;

    Reply(Ticker ticker) {
        this.ticker = ticker;
    }

    @Override
    public void onNext(T answer) {
        receivedNanos = ticker.nanos();
        value = answer;
    }

    @Override
    public void onError(Throwable t) {
        failure = t;
        end();
    }

    @Override
    public void onCompleted() {
        end();
    }

    private void end() {
        done = true;
        ticker.signal();
    }

    boolean done() {
        return done;
    }

    /** Null where the call ended without one. */
    @Nullable
    T value() {
        return value;
    }

    /** On the ticker's timeline. */
    long receivedNanos() {
        return receivedNanos;
    }

    /** Why there is no value. */
    Throwable failure() {
        Throwable seen = failure;
        return seen == null
                ? Status.INTERNAL.withDescription("ended without an answer").asException()
                : seen;
    }
}
