package dev.roadrig.wires.power.relay;

import dev.roadrig.scenarios.json.JsonText;
import dev.roadrig.scenarios.json.JsonValue;
import dev.roadrig.scenarios.json.JsonValue.Members;
import java.util.Optional;
import java.util.OptionalDouble;

/** Members of a relay's answer by their kind; empty where they are not there or of another. */
final class RelayJson {
    private RelayJson() {}

    static Optional<String> text(Members of, String name) {
        return of.optional(name).filter(JsonValue.Text.class::isInstance).map(value -> ((JsonValue.Text) value).text());
    }

    static Optional<Boolean> flag(Members of, String name) {
        return of.optional(name).filter(JsonValue.Flag.class::isInstance).map(value -> ((JsonValue.Flag) value).on());
    }

    static Optional<Members> members(Members of, String name) {
        return of.optional(name).filter(Members.class::isInstance).map(Members.class::cast);
    }

    /** A number; of a list of them the one at an index. */
    static OptionalDouble number(Members of, String name, int index) {
        JsonValue value = of.optional(name).orElse(new JsonValue.Null());
        if (value instanceof JsonValue.Items items) {
            value = index < items.values().size() ? items.values().get(index) : new JsonValue.Null();
        }
        if (value instanceof JsonValue.Whole whole) {
            return OptionalDouble.of((double) whole.number());
        }
        return value instanceof JsonValue.Real real ? OptionalDouble.of(real.number()) : OptionalDouble.empty();
    }

    static String write(JsonValue value) {
        return JsonText.write(value);
    }
}
