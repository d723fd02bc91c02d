package dev.roadrig.ports.inference.rest;

import com.google.protobuf.ByteString;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.Wording;
import dev.roadrig.scenarios.json.JsonText;
import dev.roadrig.scenarios.json.JsonValue;
import java.util.Optional;

/**
 * The body of a request or an answer: JSON, and behind it the tensors that go as bytes, little-endian, in the order of the
 * JSON (Triton's binary tensor data extension).
 *
 * @param jsonBytes how many of the bytes are JSON
 */
public record RestBody(ByteString bytes, int jsonBytes) {
    /** The header that says how many bytes are JSON; without it all are. */
    public static final String JSON_LENGTH = "Inference-Header-Content-Length";

    public RestBody {
        if (jsonBytes < 0 || jsonBytes > bytes.size()) {
            throw new IllegalArgumentException("JSON of " + jsonBytes + " bytes in a body of " + bytes.size());
        }
    }

    /**
     * A body as it came in.
     *
     * @param jsonLength the header {@value #JSON_LENGTH}, where there is one
     * @throws MalformedRest when the header is no number or says more than the body holds
     */
    public static RestBody of(ByteString bytes, Optional<String> jsonLength) throws MalformedRest {
        String length = jsonLength.orElse(Integer.toString(bytes.size()));
        if (!length.matches("\\d{1,9}") || Integer.parseInt(length) > bytes.size()) {
            throw new MalformedRest(
                    JSON_LENGTH + " says " + Wording.quote(length) + " and the body holds " + bytes.size() + " bytes");
        }
        return new RestBody(bytes, Integer.parseInt(length));
    }

    static RestBody of(JsonValue json, ByteString tail) {
        ByteString head = ByteString.copyFromUtf8(JsonText.write(json));
        return new RestBody(head.concat(tail), head.size());
    }

    /** Whether there are bytes behind the JSON. */
    public boolean binary() {
        return jsonBytes < bytes.size();
    }

    /** By HTTP's name. */
    public String contentType() {
        return binary() ? "application/octet-stream" : "application/json";
    }

    /** The bytes behind the JSON. */
    ByteString tail() {
        return bytes.substring(jsonBytes);
    }

    /**
     * Its JSON, an object.
     *
     * @throws MalformedRest where it is none: line, column and reason
     */
    public JsonValue.Members json() throws MalformedRest {
        JsonValue value;
        try {
            value = JsonText.read(bytes.substring(0, jsonBytes).toStringUtf8());
        } catch (BadInput e) {
            throw new MalformedRest("its JSON: " + e.getMessage());
        }
        if (value instanceof JsonValue.Members members) {
            return members;
        }
        throw new MalformedRest("its JSON is " + value.kind() + " and no object");
    }
}
