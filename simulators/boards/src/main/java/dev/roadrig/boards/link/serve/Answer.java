package dev.roadrig.boards.link.serve;

import dev.roadrig.scenarios.json.JsonText;
import dev.roadrig.scenarios.json.JsonValue;
import dev.roadrig.scenarios.json.JsonValue.Members;

/**
 * What a request is answered with.
 *
 * @param body empty for none
 */
record Answer(int status, String contentType, String body) {
    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int NO_CONTENT = 204;
    private static final String JSON = "application/json";

    static Answer ok(JsonValue value) {
        return json(OK, value);
    }

    static Answer created(JsonValue value) {
        return json(CREATED, value);
    }

    static Answer nothing() {
        return new Answer(NO_CONTENT, JSON, "");
    }

    static Answer plain(int status, String text) {
        return new Answer(status, "text/plain; charset=utf-8", text);
    }

    static Answer metrics(String text) {
        return new Answer(OK, "text/plain; version=0.0.4; charset=utf-8", text);
    }

    static Answer fault(ApiFault fault) {
        return json(fault.status(), error(fault));
    }

    static Members error(ApiFault fault) {
        return Members.none().with("error", fault.text()).with("status", fault.status());
    }

    static Answer json(int status, JsonValue value) {
        return new Answer(status, JSON, JsonText.write(value) + "\n");
    }
}
