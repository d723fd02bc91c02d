package dev.roadrig.agent;

import dev.roadrig.ports.inference.ModelInferRequest;
import io.grpc.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Where an agent takes the frame wire of agent.proto: one thread a caller, and few callers. */
final class FrameListener implements AutoCloseable {
    static final int MOST_CALLERS = 4;

    private final ServerSocket listening;
    private final OwnThreads threads;
    private final List<FrameCaller> callers = new ArrayList<>();
    private boolean closed;

    private FrameListener(ServerSocket listening, OwnThreads threads) {
        this.listening = listening;
        this.threads = threads;
    }

    /** Has a free port of an address, and takes nobody yet. */
    static FrameListener bind(String board, String host) throws IOException {
        var listening = new ServerSocket(0, MOST_CALLERS, InetAddress.getByName(host));
        return new FrameListener(listening, new OwnThreads(board, "frames"));
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Takes callers from now on. */
    void start(TokenGate gate, Inference inference) {
        threads.newThread(() -> accept(gate, inference)).start();
    }

    private void accept(TokenGate gate, Inference inference) {
        while (true) {
            try {
                take(new FrameCaller(listening.accept(), gate, inference, this::gone));
            } catch (IOException e) {
                // Closed, or its system has no more descriptors: a port that takes nobody must not seem to.
                close(listening);
                return;
            }
        }
    }

    private synchronized void take(FrameCaller caller) {
        if (closed) {
            caller.close();
            return;
        }
        if (callers.size() >= MOST_CALLERS) {
            caller.refuse(Status.RESOURCE_EXHAUSTED.withDescription(MOST_CALLERS + " frame wires are open already"));
            return;
        }
        callers.add(caller);
        threads.newThread(caller::serve).start();
    }

    private synchronized void gone(FrameCaller caller) {
        callers.remove(caller);
    }

    @Override
    public void close() {
        List<FrameCaller> left;
        synchronized (this) {
            closed = true;
            left = List.copyOf(callers);
        }
        close(listening);
        left.forEach(FrameCaller::close);
        threads.join();
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException("A listening socket did not close.", e);
        }
    }

    /** Infers. */
    interface Inference {
        /** Never blocks; the answer or refusal comes by the responder. */
        void infer(ModelInferRequest request, long receivedNanos, Responder answer);

        /** The board's clock. */
        long nanos();
    }
}
