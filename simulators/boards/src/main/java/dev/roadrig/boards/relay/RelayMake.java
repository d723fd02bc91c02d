package dev.roadrig.boards.relay;

import java.util.Locale;
import java.util.Map;

/** What each make of relay answers, by its makers' documentation; one relay each. */
public enum RelayMake {
    /** tasmota.github.io/docs/Commands. */
    TASMOTA {
        @Override
        Reply answer(String path, Map<String, String> query, RelayContact contact) {
            String command = query.getOrDefault("cmnd", "").toLowerCase(Locale.ROOT);
            if (!path.equals("/cm") || command.isEmpty()) {
                return new Reply(404, "Not found");
            }
            if (command.equals("status 8")) {
                return Reply.ok(
                        "{\"StatusSNS\":{\"Time\":\"2026-11-26T10:00:00\",\"ENERGY\":{\"Total\":3.185,"
                                + "\"Power\":%.0f,\"Voltage\":12,\"Current\":%.3f}}}",
                        contact.amperes() * 12, contact.amperes());
            }
            if (!command.matches("power1?( on| off)?")) {
                return Reply.ok("{\"Command\":\"Unknown\"}");
            }
            if (command.contains(" ")) {
                contact.order(command.endsWith(" on"));
            }
            return Reply.ok("{\"POWER\":\"%s\"}", contact.ordered() ? "ON" : "OFF");
        }
    },
    /** shelly-api-docs.shelly.cloud/gen1. */
    SHELLY_1 {
        @Override
        Reply answer(String path, Map<String, String> query, RelayContact contact) {
            if (!path.equals("/relay/0")) {
                return new Reply(404, "Not Found");
            }
            if (query.containsKey("turn")) {
                contact.order("on".equals(query.get("turn")));
            }
            return Reply.ok(
                    "{\"ison\":%b,\"has_timer\":false,\"timer_started\":0,\"overpower\":false,\"source\":\"http\"}",
                    contact.ordered());
        }
    },
    /** shelly-api-docs.shelly.cloud/gen2. */
    SHELLY_2 {
        @Override
        Reply answer(String path, Map<String, String> query, RelayContact contact) {
            if (!"0".equals(query.get("id"))) {
                return new Reply(500, "{\"code\":-105,\"message\":\"Argument 'id', value not found!\"}");
            }
            if (path.equals("/rpc/Switch.Set")) {
                boolean was = contact.ordered();
                contact.order("true".equals(query.get("on")));
                return Reply.ok("{\"was_on\":%b}", was);
            }
            if (!path.equals("/rpc/Switch.GetStatus")) {
                return new Reply(404, "{\"code\":404,\"message\":\"No handler for " + path.substring(1) + "\"}");
            }
            return Reply.ok(
                    "{\"id\":0,\"source\":\"HTTP_in\",\"output\":%b,\"apower\":%.1f,\"voltage\":12.0,\"current\":%.3f}",
                    contact.ordered(), contact.amperes() * 12, contact.amperes());
        }
    };

    abstract Reply answer(String path, Map<String, String> query, RelayContact contact);

    /** A status of HTTP and a body. */
    record Reply(int status, String body) {
        static Reply ok(String form, Object... values) {
            return new Reply(200, String.format(Locale.ROOT, form, values));
        }
    }
}
