package dev.roadrig.agent;

import dev.roadrig.ports.DelimitedMessages;
import dev.roadrig.ports.agent.FrameWireHello;
import dev.roadrig.ports.inference.ModelInferRequest;
import dev.roadrig.ports.inference.ModelInferResponse;
import dev.roadrig.ports.inference.ModelStreamInferResponse;
import io.grpc.Status;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Optional;
import java.util.function.Consumer;

/** One caller of a frame wire. */
final class FrameCaller {
    private static final int MOST_HELLO_BYTES = 4096;
    private static final int HELLO_MILLIS = 5_000;
    private static final int BUFFER_BYTES = 64 << 10;

    private final Socket socket;
    private final TokenGate gate;
    private final FrameListener.Inference inference;
    private final Consumer<FrameCaller> onGone;
    private final Object writing = new Object();

    FrameCaller(Socket socket, TokenGate gate, FrameListener.Inference inference, Consumer<FrameCaller> onGone) {
        this.socket = socket;
        this.gate = gate;
        this.inference = inference;
        this.onGone = onGone;
    }

    /** Reads requests until the caller hangs up, or says what is none. */
    void serve() {
        try (socket) {
            socket.setTcpNoDelay(true);
            var out = new BufferedOutputStream(socket.getOutputStream(), BUFFER_BYTES);
            try {
                serve(new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES), out);
            } catch (IOException e) {
                write(out, refusal("", Status.INVALID_ARGUMENT.withDescription(e.getMessage())));
            }
        } catch (IOException e) {
            // The caller is gone. Its frames' answers find that out too.
        } finally {
            onGone.accept(this);
        }
    }

    private void serve(InputStream in, OutputStream out) throws IOException {
        socket.setSoTimeout(HELLO_MILLIS);
        String token = DelimitedMessages.read(in, FrameWireHello.parser(), MOST_HELLO_BYTES)
                .map(FrameWireHello::getToken)
                .orElse("");
        Optional<Status> refused = gate.refusal(token);
        if (refused.isPresent()) {
            write(out, refusal("", refused.get()));
            return;
        }
        socket.setSoTimeout(0);
        while (true) {
            Optional<ModelInferRequest> request =
                    DelimitedMessages.read(in, ModelInferRequest.parser(), GrpcLoop.MOST_MESSAGE_BYTES);
            if (request.isEmpty()) {
                return;
            }
            long receivedNanos = inference.nanos();
            gate.called();
            inference.infer(
                    request.get(),
                    receivedNanos,
                    new Responder(new Back(request.get().getId(), out)));
        }
    }

    private static ModelStreamInferResponse refusal(String id, Status status) {
        return ModelStreamInferResponse.newBuilder()
                .setErrorMessage(status.getCode() + ": " + status.getDescription())
                .setInferResponse(ModelInferResponse.newBuilder().setId(id))
                .build();
    }

    private void write(OutputStream out, ModelStreamInferResponse response) throws IOException {
        synchronized (writing) {
            DelimitedMessages.write(out, response);
        }
    }

    /** Says why, and hangs up. */
    void refuse(Status why) {
        try (socket) {
            write(new BufferedOutputStream(socket.getOutputStream()), refusal("", why));
        } catch (IOException e) {
            // Gone already.
        }
    }

    /** Hangs up; also frees a thread that writes to a caller who does not read. */
    void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException("A caller's socket did not close.", e);
        }
    }

    /** The way back of one request. */
    private final class Back implements Responder.Way {
        private final String id;
        private final OutputStream out;

        Back(String id, OutputStream out) {
            this.id = id;
            this.out = out;
        }

        @Override
        public void answer(ModelInferResponse response) {
            send(ModelStreamInferResponse.newBuilder()
                    .setInferResponse(response)
                    .build());
        }

        @Override
        public void refuse(Status status) {
            send(refusal(id, status));
        }

        private void send(ModelStreamInferResponse response) {
            try {
                write(out, response);
            } catch (IOException e) {
                // The caller has hung up, which its own thread sees.
            }
        }
    }
}
