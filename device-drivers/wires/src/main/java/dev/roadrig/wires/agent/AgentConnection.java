package dev.roadrig.wires.agent;

import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.ByteStream;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One gRPC channel with its two threads: one that reads and stamps, one that calls back. */
final class AgentConnection implements AutoCloseable {
    private static final Metadata.Key<String> TOKEN =
            Metadata.Key.of("roadrig-token", Metadata.ASCII_STRING_MARSHALLER);
    static final int LARGEST_ANSWER_BYTES = 16 << 20;
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final String name;
    private final String token;
    private final AgentFaults faults;
    private final Ticker ticker;
    private final MultiThreadIoEventLoopGroup wire;
    private final ExecutorService callbacks;
    private final ManagedChannel channel;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final List<Consumer<RunFault>> lostListeners = new ArrayList<>();
    private @Nullable RunFault lost;

    AgentConnection(String host, int port, String token, Ticker ticker, String name) {
        this.name = name;
        this.token = token;
        faults = new AgentFaults(name);
        this.ticker = ticker;
        wire = new MultiThreadIoEventLoopGroup(1, named("rr-" + name + "-agent-wire"), NioIoHandler.newFactory());
        callbacks = Executors.newSingleThreadExecutor(named("rr-" + name + "-agent-callbacks"));
        var headers = new Metadata();
        headers.put(TOKEN, token);
        channel = NettyChannelBuilder.forAddress(host, port)
                .usePlaintext()
                .eventLoopGroup(wire)
                .channelType(NioSocketChannel.class)
                // On the wire's own thread: a hand-over before the stamp would be counted as the board's time.
                .directExecutor()
                .maxInboundMessageSize(LARGEST_ANSWER_BYTES)
                .intercept(MetadataUtils.newAttachHeadersInterceptor(headers))
                .build();
    }

    private static ThreadFactory named(String name) {
        return work -> {
            var thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    ManagedChannel channel() {
        return channel;
    }

    FrameWire frameWire(ByteStream stream) {
        return new FrameWire(stream, token, ticker, name, status -> lose(fault("frames", status)));
    }

    ExecutorService callbacks() {
        return callbacks;
    }

    /** A value with the times when its request went out and its reply came in, on the ticker's timeline. */
    record Timed<T>(T value, long sentNanos, long receivedNanos) {}

    /** Makes one call and waits for its one answer. */
    <T> Timed<T> call(String what, Deadline deadline, Consumer<StreamObserver<T>> start)
            throws RunFault, InterruptedException {
        var reply = new Reply<T>(ticker);
        long sent = ticker.nanos();
        start.accept(reply);
        if (!ticker.await(reply::done, deadline)) {
            throw faults.late(what);
        }
        T value = reply.value();
        if (value == null) {
            throw fault(what, Status.fromThrowable(reply.failure()));
        }
        return new Timed<>(value, sent, reply.receivedNanos());
    }

    /** Streams answers to a listener, in order, until the handle is closed. */
    <Q, A> AutoCloseable stream(String what, MethodDescriptor<Q, A> method, Q request, Consumer<A> onNext) {
        ClientCall<Q, A> call = channel.newCall(method, CallOptions.DEFAULT);
        var ended = new AtomicBoolean();
        ClientCalls.asyncServerStreamingCall(call, request, new StreamObserver<A>() {
            @Override
            public void onNext(A value) {
                callbacks.execute(() -> onNext.accept(value));
            }

            @Override
            public void onError(Throwable t) {
                if (!ended.get()) {
                    lose(fault(what, Status.fromThrowable(t)));
                }
            }

            @Override
            public void onCompleted() {
                if (!ended.get()) {
                    lose(faults.ended(what));
                }
            }
        });
        return () -> {
            if (ended.compareAndSet(false, true)) {
                call.cancel("the rig has seen enough", null);
            }
        };
    }

    void onLost(Consumer<RunFault> listener) {
        RunFault fault;
        synchronized (lostListeners) {
            fault = lost;
            if (fault == null) {
                lostListeners.add(listener);
            }
        }
        if (fault != null) {
            listener.accept(fault);
        }
    }

    private void lose(RunFault fault) {
        List<Consumer<RunFault>> told;
        synchronized (lostListeners) {
            if (lost != null || closed.get()) {
                return;
            }
            lost = fault;
            told = List.copyOf(lostListeners);
            lostListeners.clear();
        }
        callbacks.execute(() -> told.forEach(listener -> listener.accept(fault)));
    }

    RunFault fault(String what, Status status) {
        return faults.of(what, status);
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        channel.shutdownNow();
        boolean interrupted = !ends(() -> channel.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS));
        var unused = wire.shutdownGracefully(0, CLOSING.toMillis(), TimeUnit.MILLISECONDS);
        interrupted |= !ends(() -> wire.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS));
        callbacks.shutdown();
        interrupted |= !ends(() -> callbacks.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS));
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean ends(Ending ending) {
        try {
            ending.await();
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    /** Waits for the end of something that was told to end. */
    private interface Ending {
        boolean await() throws InterruptedException;
    }
}
