package dev.roadrig.scenarios.json;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A value of JSON, whole in memory. */
public sealed interface JsonValue {
    /** What it is, in words for messages, such as "a number". */
    String kind();

    /** Members by name, in their order. */
    record Members(Map<String, JsonValue> values) implements JsonValue {
        public Members {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }

        @Override
        public String kind() {
            return "an object";
        }

        /** A member, unless it is not there or null. */
        public Optional<JsonValue> optional(String name) {
            return Optional.ofNullable(values.get(name)).filter(value -> !(value instanceof Null));
        }

        public Members with(String name, JsonValue value) {
            Map<String, JsonValue> more = new LinkedHashMap<>(values);
            more.put(name, value);
            return new Members(more);
        }

        public Members with(String name, String text) {
            return with(name, new Text(text));
        }

        public Members with(String name, long whole) {
            return with(name, new Whole(whole));
        }

        public static Members none() {
            return new Members(Map.of());
        }
    }

    /** Values in their order. */
    record Items(List<JsonValue> values) implements JsonValue {
        public Items {
            values = List.copyOf(values);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    record Text(String text) implements JsonValue {
        @Override
        public String kind() {
            return "a text";
        }
    }

    /** A number without a fraction. */
    record Whole(long number) implements JsonValue {
        @Override
        public String kind() {
            return "the number " + number;
        }
    }

    /** Any other number, as near as a double is. */
    record Real(double number) implements JsonValue {
        @Override
        public String kind() {
            return "the number " + number;
        }
    }

    record Flag(boolean on) implements JsonValue {
        @Override
        public String kind() {
            return Boolean.toString(on);
        }
    }

    record Null() implements JsonValue {
        @Override
        public String kind() {
            return "null";
        }
    }
}
