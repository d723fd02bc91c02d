package dev.roadrig.agent;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
        Optional<Status> refused = refusal(headers.get(FrameProtocol.TOKEN));
        if (refused.isPresent()) {
            call.close(refused.get(), new Metadata());
            return new ServerCall.Listener<>() {};
        }
        called();
        return next.startCall(call, headers);
    }

    /** Why a token is not let in; empty when it is. */
    Optional<Status> refusal(@Nullable String given) {
        // In constant time: the answer's delay must not say how much of a guess was right.
        boolean right = given != null && MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), token);
        return right
                ? Optional.empty()
                : Optional.of(Status.UNAUTHENTICATED.withDescription(
                        "the entry roadrig-token " + (given == null ? "is missing" : "is not this run's")));
    }

    /** A caller who was let in has called again. */
    void called() {
        onCall.run();
    }
}
