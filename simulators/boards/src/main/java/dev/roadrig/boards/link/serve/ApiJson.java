package dev.roadrig.boards.link.serve;

import dev.roadrig.boards.link.toxic.PlacedToxic;
import dev.roadrig.scenarios.fault.Wording;
import dev.roadrig.scenarios.json.JsonValue;
import dev.roadrig.scenarios.json.JsonValue.Flag;
import dev.roadrig.scenarios.json.JsonValue.Items;
import dev.roadrig.scenarios.json.JsonValue.Members;
import dev.roadrig.scenarios.json.JsonValue.Real;
import dev.roadrig.scenarios.json.JsonValue.Text;
import dev.roadrig.scenarios.json.JsonValue.Whole;
import dev.roadrig.scenarios.link.Direction;
import java.util.List;
import java.util.Optional;

/** The shapes of bodies: fields that requests may leave out, and what answers say of proxies and toxics. */
final class ApiJson {
    private ApiJson() {}

    static Members members(JsonValue value) throws ApiFault {
        if (value instanceof Members members) {
            return members;
        }
        throw ApiFault.badBody(value.kind() + " where an object is expected");
    }

    static Items items(JsonValue value) throws ApiFault {
        if (value instanceof Items items) {
            return items;
        }
        throw ApiFault.badBody(value.kind() + " where a list is expected");
    }

    static String text(Members body, String name, String otherwise) throws ApiFault {
        Optional<JsonValue> value = body.optional(name);
        if (value.isEmpty()) {
            return otherwise;
        }
        if (value.get() instanceof Text text) {
            return text.text();
        }
        throw wrong(name, "a text", value.get());
    }

    static boolean flag(Members body, String name, boolean otherwise) throws ApiFault {
        Optional<JsonValue> value = body.optional(name);
        if (value.isEmpty()) {
            return otherwise;
        }
        if (value.get() instanceof Flag flag) {
            return flag.on();
        }
        throw wrong(name, "true or false", value.get());
    }

    static long whole(Members body, String name, long otherwise) throws ApiFault {
        Optional<JsonValue> value = body.optional(name);
        if (value.isEmpty()) {
            return otherwise;
        }
        if (value.get() instanceof Whole whole) {
            return whole.number();
        }
        throw wrong(name, "a whole number", value.get());
    }

    static double number(Members body, String name, double otherwise) throws ApiFault {
        Optional<JsonValue> value = body.optional(name);
        if (value.isEmpty()) {
            return otherwise;
        }
        if (value.get() instanceof Whole whole) {
            return whole.number();
        }
        if (value.get() instanceof Real real) {
            return real.number();
        }
        throw wrong(name, "a number", value.get());
    }

    private static ApiFault wrong(String name, String wanted, JsonValue value) {
        return ApiFault.badBody(Wording.quote(name) + " is " + wanted + ", not " + value.kind());
    }

    static Members proxy(ServedProxy proxy) {
        return Members.none()
                .with("name", proxy.name())
                .with("listen", proxy.listen())
                .with("upstream", proxy.upstream())
                .with("enabled", new Flag(proxy.enabled()))
                .with("toxics", toxics(proxy));
    }

    static Items proxies(List<ServedProxy> proxies) {
        return new Items(proxies.stream().<JsonValue>map(ApiJson::proxy).toList());
    }

    static Items toxics(ServedProxy proxy) {
        return new Items(proxy.toxics().stream().<JsonValue>map(ApiJson::toxic).toList());
    }

    static Members toxic(PlacedToxic toxic) {
        Members attributes = Members.none();
        List<String> names = toxic.toxic().type().attributes();
        for (int i = 0; i < names.size(); i++) {
            attributes = attributes.with(names.get(i), toxic.toxic().values().get(i));
        }
        return Members.none()
                .with("attributes", attributes)
                .with("name", toxic.name())
                .with("type", toxic.toxic().type().word())
                .with("stream", toxic.direction() == Direction.UP ? "upstream" : "downstream")
                .with("toxicity", number(toxic.toxicity()));
    }

    private static JsonValue number(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15 ? new Whole((long) number) : new Real(number);
    }
}
