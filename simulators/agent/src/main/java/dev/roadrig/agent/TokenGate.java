package dev.roadrig.agent;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Lets calls with the run's token in, and tells of each: a forwarded port is open to every user of its host. */
final class TokenGate implements ServerInterceptor {
    private final byte[] token;
    private final Runnable onCall;

    TokenGate(String token, Runnable onCall) {
        this.token = token.getBytes(StandardCharsets.UTF_8);
        this.onCall = onCall;
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        String given = headers.get(FrameProtocol.TOKEN);
        // In constant time: the answer's delay must not say how much of a guess was right.
        if (given == null || !MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), token)) {
            call.close(
                    Status.UNAUTHENTICATED.withDescription(
                            "the metadata entry roadrig-token " + (given == null ? "is missing" : "is not this run's")),
                    new Metadata());
            return new ServerCall.Listener<>() {};
        }
        onCall.run();
        return next.startCall(call, headers);
    }
}
