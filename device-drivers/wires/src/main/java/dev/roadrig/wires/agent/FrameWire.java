package dev.roadrig.wires.agent;

import dev.roadrig.ports.DelimitedMessages;
import dev.roadrig.ports.agent.FrameWireHello;
import dev.roadrig.ports.inference.ModelInferRequest;
import dev.roadrig.ports.inference.ModelStreamInferResponse;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.ByteStream;
import dev.roadrig.wires.thread.OwnedThread;
import io.grpc.Status;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The near side of agent.proto's frame wire: one thread writes, so that whoever submits never waits for a board that
 * does not read, and one reads.
 */
final class FrameWire implements AutoCloseable {
    /** Above this a board has not read for seconds. */
    private static final int MOST_WAITING = 64;

    private static final int BUFFER_BYTES = 64 << 10;
    private static final Duration ENDING = Duration.ofSeconds(5);

    private final ByteStream stream;
    private final BlockingQueue<ModelInferRequest> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Map<String, InferenceAnswer> open = new ConcurrentHashMap<>();
    private final OwnedThread writer;
    private final OwnedThread reader;
    private final Consumer<Status> onLost;
    /** Why the wire ended: what the first thread that saw it end says, before any other can see that it has. */
    private final AtomicReference<@Nullable Status> ending = new AtomicReference<>();

    private volatile boolean ended;

    /**
     * Begins, with the token.
     *
     * @param stream to the agent's frame port; owned from now on
     * @param name of the board, for threads
     * @param onLost told once when the wire ends that nobody closed: no later frame can be answered
     */
    FrameWire(ByteStream stream, String token, Ticker ticker, String name, Consumer<Status> onLost) {
        this.stream = stream;
        this.onLost = onLost;
        writer = OwnedThread.start("rr-" + name + "-frames-out", ticker, () -> write(token));
        reader = OwnedThread.start("rr-" + name + "-frames-in", ticker, this::read);
    }

    /** Sends a request; its one result comes by the answer. Never blocks. */
    void submit(ModelInferRequest request, InferenceAnswer answer) {
        open.put(request.getId(), answer);
        if (!ended && !waiting.offer(request)) {
            fail(
                    request.getId(),
                    Status.RESOURCE_EXHAUSTED.withDescription(
                            MOST_WAITING + " requests were not taken by the board yet"));
        }
        if (ended) {
            end(Status.UNAVAILABLE.withDescription("the frame wire has ended"));
        }
    }

    private void write(String token) {
        try {
            var out = new BufferedOutputStream(stream.out(), BUFFER_BYTES);
            DelimitedMessages.write(
                    out, FrameWireHello.newBuilder().setToken(token).build());
            while (!ended) {
                DelimitedMessages.write(out, waiting.take());
            }
        } catch (IOException e) {
            end(Status.UNAVAILABLE.withDescription("the frame wire was cut: " + e.getMessage()));
        } catch (InterruptedException e) {
            // Only close() interrupts.
            ended = true;
        } finally {
            end(Status.UNAVAILABLE.withDescription("nothing more is written to the frame wire"));
        }
    }

    private void read() {
        try {
            var in = new BufferedInputStream(stream.in(), BUFFER_BYTES);
            Optional<ModelStreamInferResponse> response = next(in);
            while (response.isPresent()) {
                take(response.get());
                response = next(in);
            }
        } catch (IOException e) {
            end(Status.UNAVAILABLE.withDescription("the frame wire was cut: " + e.getMessage()));
        } finally {
            end(Status.UNAVAILABLE.withDescription("the agent hung up"));
        }
    }

    private static Optional<ModelStreamInferResponse> next(BufferedInputStream in) throws IOException {
        return DelimitedMessages.read(in, ModelStreamInferResponse.parser(), AgentConnection.LARGEST_ANSWER_BYTES);
    }

    private void take(ModelStreamInferResponse response) {
        InferenceAnswer answer = open.remove(response.getInferResponse().getId());
        if (answer == null) {
            if (response.getInferResponse().getId().isEmpty()) {
                end(refusal(response.getErrorMessage()));
            }
            // Else the agent has answered twice.
            return;
        }
        if (response.getErrorMessage().isEmpty()) {
            answer.onNext(response.getInferResponse());
        } else {
            answer.refused(response.getErrorMessage());
        }
    }

    private void fail(String id, Status status) {
        InferenceAnswer answer = open.remove(id);
        if (answer != null) {
            answer.onError(status.asException());
        }
    }

    /** What an agent says of a wire as a whole, "CODE: words". */
    private static Status refusal(String words) {
        Status.Code code = Arrays.stream(Status.Code.values())
                .filter(known -> words.startsWith(known + ": "))
                .findFirst()
                .orElse(Status.Code.UNKNOWN);
        return code.toStatus().withDescription("the frame wire was refused: " + words);
    }

    private void end(Status status) {
        boolean first = ending.compareAndSet(null, status);
        ended = true;
        if (first) {
            onLost.accept(status);
        }
        Status why = Objects.requireNonNull(ending.get());
        open.keySet().forEach(id -> fail(id, why));
    }

    /** Hangs up; every request that still waits has its result, an error, before this returns. */
    @Override
    public void close() {
        var closed = Status.CANCELLED.withDescription("the client is closed");
        boolean unused = ending.compareAndSet(null, closed);
        ended = true;
        writer.interrupt();
        stream.close();
        unused = writer.join(ENDING);
        unused = reader.join(ENDING);
        end(closed);
    }
}
