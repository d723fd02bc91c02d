package dev.roadrig.wires.agent.rest;

import com.google.protobuf.ByteString;
import dev.roadrig.ports.inference.ModelInferResponse;
import dev.roadrig.ports.inference.rest.MalformedRest;
import dev.roadrig.ports.inference.rest.RestBody;
import dev.roadrig.ports.inference.rest.RestMessages;
import dev.roadrig.scenarios.fault.Wording;
import dev.roadrig.scenarios.json.JsonValue;
import java.util.Optional;

/**
 * An answer over HTTP, as it came in.
 *
 * @param status HTTP's
 * @param jsonLength how many bytes of the body are JSON, as its header says; absent where there is no such header
 * @param receivedNanos when its last byte was there, on the ticker's timeline
 */
record RestAnswer(int status, Optional<String> jsonLength, ByteString bytes, long receivedNanos) {
    private static final int OK = 200;

    /**
     * Reads it as the answer to an inference.
     *
     * @param id of the request, which has to come back where the answer has one
     * @throws RestFailure when it is an error, or not what the protocol says
     */
    ModelInferResponse inference(String id) throws RestFailure {
        RestBody body = sound();
        ModelInferResponse response;
        try {
            response = RestMessages.readResponse(body);
        } catch (MalformedRest e) {
            throw malformed(String.valueOf(e.getMessage()));
        }
        if (!response.getId().isEmpty() && !response.getId().equals(id)) {
            throw malformed("it answers request " + Wording.quote(response.getId()) + " and not " + Wording.quote(id));
        }
        return response;
    }

    /** Its JSON, an object; empty for an answer that is its status alone, as some servers have it. */
    Optional<JsonValue.Members> json() throws RestFailure {
        RestBody body = sound();
        try {
            return body.jsonBytes() == 0 ? Optional.empty() : Optional.of(body.json());
        } catch (MalformedRest e) {
            throw malformed(String.valueOf(e.getMessage()));
        }
    }

    private RestBody sound() throws RestFailure {
        RestBody body;
        try {
            body = RestBody.of(bytes, jsonLength);
        } catch (MalformedRest e) {
            throw malformed(String.valueOf(e.getMessage()));
        }
        Optional<String> error = error(body);
        if (status != OK || error.isPresent()) {
            throw new RestFailure(
                    code(), "HTTP " + status + error.map(words -> ", " + words).orElse(""));
        }
        return body;
    }

    /** The protocol's {@code {"error": text}}; where a server says it otherwise, how its text begins. */
    private Optional<String> error(RestBody body) {
        try {
            return body.json()
                    .optional("error")
                    .map(value -> value instanceof JsonValue.Text text ? text.text() : value.kind());
        } catch (MalformedRest e) {
            String text = bytes.toStringUtf8().strip();
            return status == OK || text.isEmpty() ? Optional.empty() : Optional.of(Wording.quote(text));
        }
    }

    private String code() {
        return switch (status) {
            case 200 -> "UNKNOWN";
            case 400 -> "INVALID_ARGUMENT";
            case 401, 403 -> "UNAUTHENTICATED";
            case 404 -> "NOT_FOUND";
            case 424, 503 -> "UNAVAILABLE";
            case 429 -> "RESOURCE_EXHAUSTED";
            case 504 -> "DEADLINE_EXCEEDED";
            default -> "UNKNOWN";
        };
    }

    private static RestFailure malformed(String words) {
        return new RestFailure("INTERNAL", "malformed answer: " + words);
    }
}
