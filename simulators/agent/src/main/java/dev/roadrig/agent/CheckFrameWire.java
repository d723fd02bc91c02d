package dev.roadrig.agent;

import dev.roadrig.ports.DelimitedMessages;
import dev.roadrig.ports.agent.FrameWireHello;
import dev.roadrig.ports.inference.ModelInferRequest;
import dev.roadrig.ports.inference.ModelStreamInferResponse;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Optional;

/** Tries an agent's frame wire. */
final class CheckFrameWire {
    private static final int MILLIS = 10_000;

    private final InetSocketAddress address;
    private final String token;

    CheckFrameWire(String host, int framePort, String token) {
        this.address = new InetSocketAddress(host, framePort);
        this.token = token;
    }

    /** A frame and a request that is refused, on one wire; what is wrong, or empty. */
    Optional<String> frames() {
        ModelInferRequest frame = CheckFrames.request(CheckFrames.picture(), CheckFrames.boxes(2));
        ModelInferRequest none = ModelInferRequest.newBuilder()
                .setModelName("no such")
                .setId("check-2")
                .build();
        return talk(token, frame, none);
    }

    /** Another token; what is wrong, or empty. */
    Optional<String> stranger() {
        return talk(token + "-not");
    }

    private Optional<String> talk(String hello, ModelInferRequest... requests) {
        try (var socket = new Socket()) {
            socket.connect(address, MILLIS);
            socket.setSoTimeout(MILLIS);
            var out = new BufferedOutputStream(socket.getOutputStream());
            var in = new BufferedInputStream(socket.getInputStream());
            DelimitedMessages.write(
                    out, FrameWireHello.newBuilder().setToken(hello).build());
            if (requests.length == 0) {
                return refusedWith("", "UNAUTHENTICATED: ", next(in));
            }
            for (ModelInferRequest request : List.of(requests)) {
                DelimitedMessages.write(out, request);
                Optional<String> wrong = wrongIn(request, next(in));
                if (wrong.isPresent()) {
                    return wrong;
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("at port " + address.getPort() + ": " + e);
        }
    }

    private static ModelStreamInferResponse next(BufferedInputStream in) throws IOException {
        return DelimitedMessages.read(in, ModelStreamInferResponse.parser(), GrpcLoop.MOST_MESSAGE_BYTES)
                .orElseThrow(() -> new IOException("it hung up without an answer"));
    }

    private static Optional<String> wrongIn(ModelInferRequest request, ModelStreamInferResponse response) {
        if (request.getModelName().equals(FrameProtocol.MODEL)) {
            return response.getErrorMessage().isEmpty()
                    ? CheckFrames.wrongIn(response.getInferResponse(), request.getId(), 2)
                    : Optional.of("a good frame was refused: " + response.getErrorMessage());
        }
        return refusedWith(request.getId(), "NOT_FOUND: ", response);
    }

    private static Optional<String> refusedWith(String id, String code, ModelStreamInferResponse response) {
        boolean right = response.getErrorMessage().startsWith(code)
                && response.getErrorMessage().length() > code.length()
                && response.getInferResponse().getId().equals(id);
        return right
                ? Optional.empty()
                : Optional.of("refused as '" + response.getErrorMessage() + "' for the id '"
                        + response.getInferResponse().getId() + "'; it takes " + code + "words, and the id '" + id
                        + "'");
    }
}
