package dev.roadrig.agent;

import dev.roadrig.ports.agent.TelemetrySample;
import dev.roadrig.scenarios.time.Ticker;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Streams of sensor sweeps, read by one resident thread and paced by absolute times. A caller who does not keep up
 * misses sweeps, which shows in their sequence.
 */
final class TelemetryStreams implements AutoCloseable {
    static final int MOST_STREAMS = 4;
    private static final long LEAST_PERIOD_NANOS = 1_000_000;

    private final Ticker ticker;
    private final Sensors sensors;
    private final OwnThreads threads;
    private final ThreadPoolExecutor reader;
    private final List<Stream> streams = new ArrayList<>();
    private boolean closed;

    TelemetryStreams(String board, Ticker ticker, Sensors sensors) {
        this.ticker = ticker;
        this.sensors = sensors;
        this.threads = new OwnThreads(board, "sensors");
        this.reader =
                new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_STREAMS), threads);
    }

    /** Streams until the caller hangs up or the agent ends. */
    void open(long periodNanos, ServerCallStreamObserver<TelemetrySample> caller) {
        if (periodNanos < LEAST_PERIOD_NANOS) {
            caller.onError(Status.INVALID_ARGUMENT
                    .withDescription("period_ns is " + periodNanos + "; the least is " + LEAST_PERIOD_NANOS)
                    .asRuntimeException());
            return;
        }
        var stream = new Stream(periodNanos, caller);
        boolean taken;
        synchronized (this) {
            taken = !closed && streams.size() < MOST_STREAMS && streams.add(stream);
        }
        if (!taken) {
            caller.onError(Status.RESOURCE_EXHAUSTED
                    .withDescription(MOST_STREAMS + " telemetry streams are open already")
                    .asRuntimeException());
            return;
        }
        caller.setOnCancelHandler(() -> remove(stream));
        stream.schedule(ticker.nanos());
    }

    private synchronized void remove(Stream stream) {
        streams.remove(stream);
    }

    private synchronized boolean has(Stream stream) {
        return streams.contains(stream);
    }

    @Override
    public void close() {
        List<Stream> left;
        synchronized (this) {
            closed = true;
            left = List.copyOf(streams);
            streams.clear();
        }
        reader.shutdownNow();
        threads.join();
        left.forEach(stream -> stream.caller.onCompleted());
    }

    /** One caller's stream. */
    private final class Stream {
        private final long periodNanos;
        private final ServerCallStreamObserver<TelemetrySample> caller;
        private long sequence;

        Stream(long periodNanos, ServerCallStreamObserver<TelemetrySample> caller) {
            this.periodNanos = periodNanos;
            this.caller = caller;
        }

        void schedule(long atNanos) {
            var unused = ticker.at(atNanos, () -> handOver(atNanos));
        }

        private void handOver(long dueNanos) {
            try {
                reader.execute(() -> sweep(dueNanos));
            } catch (RejectedExecutionException e) {
                // Ending: nothing follows.
                remove(this);
            }
        }

        private void sweep(long dueNanos) {
            if (!has(this)) {
                return;
            }
            long number = sequence++;
            if (caller.isReady()) {
                caller.onNext(sensors.sweep().setSequence(number).build());
            }
            // A sweep that took longer than the period skips what has passed, and its numbers.
            long behind = Math.max(0, (ticker.nanos() - dueNanos) / periodNanos);
            sequence += behind;
            schedule(dueNanos + (behind + 1) * periodNanos);
        }
    }
}
