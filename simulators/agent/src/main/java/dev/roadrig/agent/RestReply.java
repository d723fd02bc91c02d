package dev.roadrig.agent;

import dev.roadrig.ports.inference.rest.RestBody;
import dev.roadrig.ports.inference.rest.RestMessages;
import dev.roadrig.scenarios.json.JsonValue.Members;
import io.grpc.Status;

/**
 * An answer over REST.
 *
 * @param status HTTP's
 */
record RestReply(int status, RestBody body) {
    private static final int OK = 200;

    static RestReply ok(RestBody body) {
        return new RestReply(OK, body);
    }

    static RestReply ok(Members json) {
        return ok(RestMessages.plain(json));
    }

    /** The protocol's error, with HTTP's status for gRPC's. */
    static RestReply refused(Status status) {
        int http =
                switch (status.getCode()) {
                    case INVALID_ARGUMENT -> 400;
                    case UNAUTHENTICATED -> 401;
                    case NOT_FOUND -> 404;
                    case UNIMPLEMENTED -> 405;
                    case RESOURCE_EXHAUSTED -> 429;
                    case UNAVAILABLE, CANCELLED -> 503;
                    case DEADLINE_EXCEEDED -> 504;
                    default -> 500;
                };
        String words = status.getDescription();
        return new RestReply(
                http, RestMessages.error(words == null ? status.getCode().toString() : words));
    }
}
